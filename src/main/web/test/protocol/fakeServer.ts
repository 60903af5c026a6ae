import type { ClientFrame, LogEvent, ServerFrame } from '../../src/protocol/frames';
import { exclusively } from '../../src/protocol/exclusive';
import type { Exclusive } from '../../src/protocol/exclusive';
import type { Place } from '../../src/protocol/place';
import { FakeRoom } from './fakeRoom';
import { FakeSocket } from './fakeSocket';

/** What becomes of a frame on its way to a client. */
type Fate = 'arrives' | 'is lost' | 'arrives twice';

/** Hubbub in memory, as far as the client knows it. */
export class FakeServer {
  readonly rooms = new Map<string, FakeRoom>();
  readonly sockets = new Set<FakeSocket>();
  readonly calls: string[] = [];
  readonly sent: Extract<ClientFrame, { type: 'send' }>[] = [];
  isDown = false;
  tokenSeconds = 900;
  /** Refuses the login. */
  isForgetful = false;
  heartbeatMs = 25_000;
  fate: (frame: ServerFrame) => Fate = () => 'arrives';
  refuse: (frame: ClientFrame) => { code: string; message: string; retry_after_ms?: number } | undefined = () => undefined;
  private tokens = 0;
  private readonly byToken = new Map<string, string>();
  private readonly byCookie = new Map<string, string>();

  room(id: string, ...users: string[]): FakeRoom {
    const room = this.rooms.get(id) ?? new FakeRoom(id);
    this.rooms.set(id, room);
    users
      .filter((user) => !room.members.has(user))
      .forEach((user) => {
        this.publish(room, room.add({ type: 'member', from: user, user, change: 'joined', role: 'member' }));
        room.members.set(user, { role: 'member', read: room.head });
      });
    return room;
  }

  /** The one socket that is open, or the last of them. */
  get socket(): FakeSocket {
    return [...this.sockets].at(-1)!;
  }

  say(id: string, from: string, text: string, more: object = {}): LogEvent {
    return this.happen(id, { type: 'message', from, text, ...more });
  }

  happen(id: string, event: Parameters<FakeRoom['add']>[0]): LogEvent {
    const room = this.rooms.get(id)!;
    const numbered = room.add(event);
    this.publish(room, numbered);
    return numbered;
  }

  /** A browser: what its tabs share. */
  browser(exclusive: Exclusive = exclusively(undefined), signedInAs?: string): Place & { network: { isOnline: boolean } } {
    const network = { isOnline: true };
    const jar: { cookie?: string } = {};
    if (signedInAs !== undefined) {
      jar.cookie = this.cookieFor(signedInAs);
    }
    return {
      network,
      origin: 'http://hubbub.test',
      exclusive,
      isOnline: () => network.isOnline,
      openSocket: (url) => {
        const socket = new FakeSocket(url, {
          opened: (opened) => {
            if (this.isDown || !network.isOnline) {
              opened.end(1006);
            } else {
              this.sockets.add(opened);
              opened.accept();
            }
          },
          heard: (from, frame) => this.heard(from, frame),
          closed: (closed) => this.sockets.delete(closed),
        });
        return socket as unknown as WebSocket;
      },
      fetch: async (input, init) => {
        await Promise.resolve();
        if (this.isDown || !network.isOnline) {
          throw new TypeError('fetch failed');
        }
        return this.answer(new URL(input).pathname.replace('/api/v1', ''), init, jar);
      },
    };
  }

  cut(code = 1006): void {
    [...this.sockets].forEach((socket) => socket.end(code));
  }

  private answer(path: string, init: RequestInit, jar: { cookie?: string }): Response {
    const headers = init.headers as Record<string, string>;
    const body = (typeof init.body === 'string' ? JSON.parse(init.body) : {}) as Record<string, string>;
    const user = this.byToken.get((headers.Authorization ?? '').replace('Bearer ', ''));
    this.calls.push(`${init.method} ${path}`);
    if (path.startsWith('/auth/') && headers['Hubbub-Client'] !== 'web') {
      return problem(400, 'bad_request');
    }
    switch (`${init.method} ${path}`) {
      case 'POST /auth/login':
      case 'POST /auth/register':
        return body.password === 'wrong' ? problem(401, 'unauthorized') : this.grant(body.username!, jar);
      case 'POST /auth/guest':
        return this.grant('guest-1', jar);
      case 'POST /auth/refresh': {
        const known = this.byCookie.get(jar.cookie ?? '');
        if (known === undefined || this.isForgetful) {
          return problem(401, 'unauthorized');
        }
        this.byCookie.delete(jar.cookie ?? '');
        return this.grant(known, jar);
      }
      case 'POST /auth/logout':
        this.byCookie.delete(jar.cookie ?? '');
        jar.cookie = undefined;
        return new Response(null, { status: 204 });
    }
    if (user === undefined) {
      return problem(401, 'unauthorized');
    }
    if (path === '/me') {
      return Response.json({ username: user, name: user.toUpperCase(), guest: user.startsWith('guest') });
    }
    if (path.startsWith('/users/')) {
      return Response.json({ username: path.slice(7), name: path.slice(7).toUpperCase() });
    }
    if (path === '/rooms') {
      const mine = [...this.rooms.values()].filter((room) => room.members.has(user));
      return Response.json({ rooms: mine.map((room) => room.view(user)), cursor: null });
    }
    const room = this.rooms.get(path.replace('/rooms/', ''));
    return room?.members.has(user) === true ? Response.json(room.view(user)) : problem(404, 'not_found');
  }

  /** Every token that was given is refused from now on. */
  revoke(): void {
    this.byToken.clear();
  }

  private cookieFor(user: string): string {
    const cookie = `cookie-${++this.tokens}`;
    this.byCookie.set(cookie, user);
    return cookie;
  }

  private grant(user: string, jar: { cookie?: string }): Response {
    const token = `token-${++this.tokens}`;
    this.byToken.set(token, user);
    jar.cookie = this.cookieFor(user);
    return Response.json({
      user: { username: user, name: user.toUpperCase() },
      access_token: token,
      token_type: 'Bearer',
      expires_in: this.tokenSeconds,
    });
  }

  private heard(socket: FakeSocket, frame: ClientFrame): void {
    const { id } = frame;
    const answer = (what: object): void => this.tell(socket, { id, ...what } as ServerFrame);
    if (frame.type === 'auth') {
      socket.user = this.byToken.get(frame.token);
      if (socket.user === undefined) {
        socket.end(4401);
      } else {
        answer({ type: 'hello', user: socket.user, heartbeat_ms: this.heartbeatMs });
      }
      return;
    }
    const user = socket.user!;
    const refusal = this.refuse(frame);
    if (refusal !== undefined) {
      answer({ type: 'error', room: 'room' in frame ? frame.room : undefined, ...refusal });
      return;
    }
    if (frame.type === 'join') {
      Object.entries(frame.rooms).forEach(([room, since]) => this.join(socket, room, since.since, since.epoch, since.limit));
      return;
    }
    if (frame.type === 'ping') {
      answer({ type: 'pong', ts: 0 });
      return;
    }
    const room = 'room' in frame ? this.rooms.get(frame.room) : undefined;
    if (room === undefined || !room.members.has(user)) {
      if (frame.type !== 'presence') {
        answer({ type: 'error', code: 'not_found', message: 'No such thing.' });
      }
      return;
    }
    switch (frame.type) {
      case 'send':
        this.sent.push(frame);
        this.append(socket, room, frame.id, { type: 'message', from: user, text: frame.text, key: frame.key, reply_to: frame.reply_to });
        break;
      case 'edit':
      case 'delete': {
        const { type, target, key } = frame;
        this.append(socket, room, frame.id, { type, from: user, target, key, ...(frame.type === 'edit' ? { text: frame.text } : {}) });
        break;
      }
      case 'react':
        this.append(socket, room, frame.id, { type: 'reaction', from: user, target: frame.target, emoji: frame.emoji, on: frame.on, key: frame.key });
        break;
      case 'history':
        answer({ type: 'history', room: room.id, ...room.page(frame.before, frame.after, frame.limit ?? 50) });
        break;
      case 'who':
        answer({
          type: 'who',
          room: room.id,
          users: [...room.members].map(([name, { role, read }]) => ({ user: name, name: name.toUpperCase(), role, state: 'online', read })),
        });
        break;
      case 'read': {
        const member = room.members.get(user)!;
        member.read = Math.max(member.read, Math.min(frame.seq, room.head));
        break;
      }
    }
  }

  join(socket: FakeSocket, id: string, since?: number, epoch?: string, limit?: number): void {
    const room = this.rooms.get(id);
    if (room?.members.has(socket.user!) !== true) {
      this.tell(socket, { type: 'error', id: 'join', room: id, code: 'not_found', message: 'No such thing.' });
      return;
    }
    socket.following.add(id);
    this.tell(socket, room.joined(socket.user!, since, epoch, limit));
  }

  private append(socket: FakeSocket, room: FakeRoom, id: string | undefined, event: Parameters<FakeRoom['add']>[0]): void {
    const known = room.log.find((other) => other.key !== undefined && other.key === event.key && other.from === event.from);
    const numbered = known ?? room.add(event);
    if (known === undefined) {
      this.publish(room, numbered);
    }
    const { seq, ts, key } = numbered;
    this.tell(socket, { type: 'ack', id, room: room.id, seq, ts, key, ...(known === undefined ? {} : { duplicate: true }) });
  }

  private publish(room: FakeRoom, event: LogEvent): void {
    this.sockets.forEach((socket) => {
      if (socket.following.has(room.id)) {
        this.tell(socket, event);
      }
    });
  }

  private tell(socket: FakeSocket, frame: ServerFrame): void {
    const fate = this.fate(frame);
    if (fate !== 'is lost') {
      socket.tell(frame);
    }
    if (fate === 'arrives twice') {
      socket.tell(frame);
    }
  }
}

function problem(status: number, code: string): Response {
  return new Response(JSON.stringify({ status, code, detail: `It is ${code}.` }), {
    status,
    headers: { 'Content-Type': 'application/problem+json' },
  });
}
