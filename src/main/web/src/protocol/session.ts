/** Who is signed in: the access token, which lives in memory only, and the calls that get one. */

import { ProblemError } from '../model/chat';
import type { Username } from '../model/chat';
import type { Place } from './place';
import { problemOf, unreachable } from './problems';

/** A token is not used for a new connection any more when it ends so soon. */
const SCANT_MS = 30_000;
/** It is renewed so long before its end, at the latest at half of its time. */
const RENEWAL_MS = 60_000;

interface Grant {
  user: { username: Username; name: string };
  access_token: string;
  expires_in: number;
}

export interface Bearer {
  readonly username: Username;
  readonly name: string;
  readonly token: string;
  readonly expiresAt: number;
  readonly renewAt: number;
}

export class Session {
  private bearer: Bearer | undefined;
  private renewing: Promise<Bearer | undefined> | undefined;

  constructor(private readonly place: Place) {}

  /** The last token, also where it holds no more. */
  get current(): Bearer | undefined {
    return this.bearer;
  }

  /** Registers, signs in or lets a guest in. */
  async begin(path: '/auth/login' | '/auth/register' | '/auth/guest', body: object): Promise<Bearer> {
    return this.granted((await this.request('POST', path, body)) as Grant);
  }

  /** Ends the session at the server. It is over as well where the server knows of none. */
  async end(): Promise<void> {
    try {
      await this.call('POST', '/auth/logout');
    } catch (e) {
      if (!(e instanceof ProblemError && e.problem.status === 401)) {
        throw e;
      }
    }
    this.bearer = undefined;
  }

  /** Forgets the token, which the server no longer takes. */
  forget(): void {
    this.bearer = undefined;
  }

  /** A token that holds for a while. Undefined where nobody is signed in; fails where no server answers. */
  async valid(): Promise<Bearer | undefined> {
    const now = this.bearer;
    return now !== undefined && now.expiresAt - Date.now() > SCANT_MS ? now : this.renew();
  }

  /**
   * A new token for the refresh token in the cookie. A refresh token used twice ends the login, so only one renewal at a
   * time runs in the whole browser.
   */
  renew(): Promise<Bearer | undefined> {
    this.renewing ??= this.place
      .exclusive('refresh', () => this.refresh())
      .finally(() => {
        this.renewing = undefined;
      });
    return this.renewing;
  }

  private async refresh(): Promise<Bearer | undefined> {
    try {
      return this.granted((await this.request('POST', '/auth/refresh')) as Grant);
    } catch (e) {
      if (e instanceof ProblemError && (e.problem.status === 401 || e.problem.status === 403)) {
        this.bearer = undefined;
        return undefined;
      }
      throw e;
    }
  }

  /** A call of the HTTP interface. A token that is not taken is renewed once. */
  async call(method: string, path: string, body?: unknown): Promise<unknown> {
    const bearer = await this.valid();
    try {
      return await this.request(method, path, body, bearer);
    } catch (e) {
      if (!(e instanceof ProblemError && e.problem.status === 401)) {
        throw e;
      }
      // Somebody else may have renewed it meanwhile.
      const other = this.bearer !== bearer ? this.bearer : await this.renew();
      if (other === undefined) {
        throw e;
      }
      return this.request(method, path, body, other);
    }
  }

  private granted(grant: Grant): Bearer {
    const ms = grant.expires_in * 1000;
    this.bearer = {
      username: grant.user.username,
      name: grant.user.name,
      token: grant.access_token,
      expiresAt: Date.now() + ms,
      renewAt: Date.now() + Math.max(ms / 2, ms - RENEWAL_MS),
    };
    return this.bearer;
  }

  private async request(method: string, path: string, body?: unknown, bearer?: Bearer): Promise<unknown> {
    const headers: Record<string, string> = {};
    if (body !== undefined) {
      headers['Content-Type'] = 'application/json';
    }
    if (bearer !== undefined) {
      headers.Authorization = `Bearer ${bearer.token}`;
    }
    const ofLogin = path.startsWith('/auth/');
    if (ofLogin) {
      // The server keeps the refresh token in a cookie for who says so, where no script reads it.
      headers['Hubbub-Client'] = 'web';
    }
    let answer: Response;
    try {
      answer = await this.place.fetch(`${this.place.origin}/api/v1${path}`, {
        method,
        headers,
        credentials: 'same-origin',
        cache: 'no-store',
        // A new cookie must arrive even where the page goes away meanwhile.
        keepalive: ofLogin,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    } catch {
      throw unreachable();
    }
    const text = await answer.text().catch(() => {
      throw unreachable();
    });
    const told = jsonOf(text);
    if (!answer.ok) {
      throw problemOf(answer.status, told, answer.headers.get('Retry-After'));
    }
    return told;
  }
}

function jsonOf(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
