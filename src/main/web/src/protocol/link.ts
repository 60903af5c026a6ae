/** The life of the connection: it begins with a token, is watched, and comes back by itself where it may. */

import { ProblemError } from '../model/chat';
import type { Connection } from '../model/chat';
import { backoff } from './backoff';
import { endingOf } from './endings';
import { parseFrame } from './frames';
import type { Bye, ClientFrame, Hello, ServerFrame } from './frames';
import type { Place } from './place';
import type { Bearer, Session } from './session';

/** From the opening of a socket until the server's hello. */
const HELLO_MS = 10_000;
/** An answer to a ping that is sent because there is reason to doubt. */
const PROBE_MS = 5_000;
/** A connection that lasts so long was a good one, and the next attempt is again a first one. */
const GOOD_MS = 10_000;

export interface LinkListener {
  changed(connection: Connection): void;
  /** The server knows who is there. */
  hello(hello: Hello): void;
  frame(frame: ServerFrame): void;
  /** Nothing is heard any more until the next hello. */
  down(): void;
}

type Timer = ReturnType<typeof setTimeout>;

export class Link {
  private running = false;
  private socket: WebSocket | undefined;
  private online = false;
  private attempt = 0;
  private heardAt = 0;
  private heartbeatMs = 25_000;
  /** When it may come back, where the server has said so. */
  private byeUntil: number | undefined;
  private retryAt: number | undefined;
  private retryTimer: Timer | undefined;
  private watchTimer: Timer | undefined;
  private renewTimer: Timer | undefined;
  private goodTimer: Timer | undefined;
  /** Tells what belongs to an attempt that is over. */
  private round = 0;

  constructor(
    private readonly place: Place,
    private readonly session: Session,
    private readonly listener: LinkListener,
  ) {}

  /** Whether what is sent now is taken. */
  get isOnline(): boolean {
    return this.online && this.byeUntil === undefined;
  }

  /** Connects, and stays connected. */
  start(): void {
    if (!this.running) {
      this.running = true;
      this.attempt = 0;
      void this.connect();
    }
  }

  /** Ends it. Says nothing of the state, which its caller knows better. */
  stop(): void {
    this.running = false;
    this.drop();
  }

  /** Ends it because nobody is signed in any more. */
  expire(): void {
    this.end('expired');
  }

  /** Something has happened that may have changed the network: it looks at once. */
  nudge(): void {
    if (!this.running) {
      return;
    }
    if (this.online) {
      this.probe(PROBE_MS);
    } else if (this.retryAt !== undefined && this.byeUntil === undefined && this.place.isOnline()) {
      this.attempt = 0;
      void this.connect();
    } else {
      this.show();
    }
  }

  /** Whether the frame has been handed to the network. */
  send(frame: ClientFrame): boolean {
    if (!this.isOnline || this.socket === undefined) {
      return false;
    }
    this.socket.send(JSON.stringify(frame));
    return true;
  }

  private async connect(): Promise<void> {
    this.drop();
    this.byeUntil = undefined;
    const round = this.round;
    this.show();
    let bearer: Bearer | undefined;
    try {
      bearer = await this.session.valid();
    } catch (e) {
      if (round === this.round) {
        const asked = e instanceof ProblemError ? (e.problem.retryAfterMs ?? 0) : 0;
        this.wait(Math.max(asked, backoff(this.attempt++)));
      }
      return;
    }
    if (round !== this.round) {
      return;
    }
    if (bearer === undefined) {
      this.end('expired');
      return;
    }
    this.open(bearer);
  }

  private open(bearer: Bearer): void {
    const socket = this.place.openSocket(`${this.place.origin.replace(/^http/, 'ws')}/api/v1/ws`);
    this.socket = socket;
    socket.onopen = () => socket.send(JSON.stringify({ type: 'auth', token: bearer.token }));
    socket.onmessage = (message) => this.heard(message.data);
    socket.onclose = (closed) => this.lost(closed.code);
    this.watchTimer = setTimeout(() => this.lost(1006), HELLO_MS);
    this.renewAt(bearer.renewAt);
  }

  private heard(text: unknown): void {
    this.heardAt = Date.now();
    const frame = parseFrame(text);
    if (frame === undefined) {
      return;
    }
    if (frame.type === 'hello') {
      if (!this.online) {
        this.welcomed(frame);
      }
    } else if (frame.type === 'bye') {
      this.dismissed(frame);
    } else if (frame.type === 'error' && frame.code === 'unauthorized' && frame.id === undefined) {
      void this.renew();
    } else {
      this.listener.frame(frame);
    }
  }

  private welcomed(hello: Hello): void {
    this.online = true;
    this.heartbeatMs = hello.heartbeat_ms > 0 ? hello.heartbeat_ms : this.heartbeatMs;
    this.goodTimer = setTimeout(() => {
      this.attempt = 0;
    }, GOOD_MS);
    this.watch();
    this.show();
    this.listener.hello(hello);
  }

  private dismissed(bye: Bye): void {
    this.byeUntil = Date.now() + bye.reconnect_ms;
  }

  /**
   * The pings of the server are answered by the browser and seen by nobody here. So after each heartbeat of silence it
   * pings itself, and gives the answer half a heartbeat.
   */
  private watch(): void {
    clearTimeout(this.watchTimer);
    const quietUntil = this.heardAt + this.heartbeatMs;
    this.watchTimer = setTimeout(
      () => {
        if (Date.now() >= this.heardAt + this.heartbeatMs) {
          this.probe(this.heartbeatMs / 2);
        } else {
          this.watch();
        }
      },
      Math.max(0, quietUntil - Date.now()),
    );
  }

  private probe(patienceMs: number): void {
    const asked = Date.now();
    this.send({ type: 'ping' });
    clearTimeout(this.watchTimer);
    this.watchTimer = setTimeout(() => {
      if (this.heardAt < asked) {
        this.lost(1006);
      } else {
        this.watch();
      }
    }, patienceMs);
  }

  private renewAt(at: number): void {
    clearTimeout(this.renewTimer);
    this.renewTimer = setTimeout(() => void this.renew(), Math.max(0, at - Date.now()));
  }

  /** Goes on with a new token. Where none is to be had now, the end of the session asks again. */
  private async renew(): Promise<void> {
    const round = this.round;
    const bearer = await this.session.renew().catch(() => null);
    if (round !== this.round || bearer === null) {
      return;
    }
    if (bearer === undefined) {
      this.end('expired');
    } else {
      this.renewAt(bearer.renewAt);
      this.send({ type: 'auth', token: bearer.token });
    }
  }

  private lost(code: number): void {
    const ending = endingOf(code);
    const draining = this.byeUntil;
    this.drop();
    if (ending.then === 'stop') {
      this.end(ending.why);
    } else if (draining !== undefined) {
      this.byeUntil = draining;
      this.wait(Math.max(0, draining - Date.now()));
    } else if (ending.then === 'renew') {
      this.session.forget();
      this.wait(this.attempt === 0 ? 0 : backoff(this.attempt));
      this.attempt++;
    } else {
      this.wait(ending.afterMs + backoff(this.attempt++));
    }
  }

  private wait(ms: number): void {
    clearTimeout(this.retryTimer);
    this.retryAt = Math.ceil(Date.now() + ms);
    this.retryTimer = setTimeout(() => void this.connect(), ms);
    this.show();
  }

  private end(why: 'expired' | 'disabled' | 'elsewhere' | 'protocol'): void {
    this.stop();
    this.listener.changed({ is: 'signedOut', why });
  }

  /** Lets go of the socket at once: a close of a dead link may take minutes to be confirmed. */
  private drop(): void {
    this.round++;
    for (const timer of [this.retryTimer, this.watchTimer, this.renewTimer, this.goodTimer]) {
      clearTimeout(timer);
    }
    this.retryAt = undefined;
    const socket = this.socket;
    this.socket = undefined;
    if (socket !== undefined) {
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close(1000);
    }
    if (this.online) {
      this.online = false;
      this.listener.down();
    }
  }

  private show(): void {
    if (this.online) {
      this.listener.changed({ is: 'online' });
    } else if (!this.place.isOnline()) {
      this.listener.changed({ is: 'offline' });
    } else if (this.retryAt !== undefined) {
      this.listener.changed({ is: 'waiting', retryAt: this.retryAt, draining: this.byeUntil !== undefined });
    } else {
      this.listener.changed({ is: 'connecting' });
    }
  }
}
