/** The whole client without a screen: who is signed in, the connection, and what comes over it. One for all tabs. */

import { ProblemError } from '../model/chat';
import type { Connection, Me, Model, RoomId } from '../model/chat';
import { Feed } from './feed';
import type { Ack, HistoryPage, LogEvent, ServerFrame } from './frames';
import { isLogEvent } from './frames';
import { newKey } from './keys';
import { Link } from './link';
import { Outbox } from './outbox';
import { Paging } from './paging';
import { NOTHING } from './patch';
import { People } from './people';
import type { Place } from './place';
import { Reading } from './reading';
import { Requests } from './requests';
import type { LiveRoom } from './room';
import { JOIN, Rooms } from './rooms';
import { record } from './record';
import { same } from './same';
import { Session } from './session';
import type { Bearer } from './session';
import type { Store } from './store';
import { visit } from './visit';

/** One who writes on says so no more often. */
const TYPING_MS = 3_000;

/** What is only there while somebody is signed in. */
interface Life {
  me: Me;
  rooms: Rooms;
  people: People;
  reading: Reading;
  typedAt: Map<RoomId, number>;
}

export class Engine {
  private readonly feed = new Feed((before) => this.show(before));

  private connection: Connection = { is: 'starting' };
  private life: Life | undefined;
  /** The rooms that somebody looks at, also before it is known who is signed in. */
  private readonly opened = new Set<RoomId>();
  private attention: 'online' | 'away' = 'online';
  private readonly session: Session;
  private readonly link: Link;
  private readonly requests: Requests;
  private readonly outbox: Outbox;
  private readonly paging: Paging;

  constructor(
    place: Place,
    private readonly store: Store,
  ) {
    this.session = new Session(place);
    this.link = new Link(place, this.session, {
      changed: (connection) => this.connectionChanged(connection),
      hello: (hello) => void this.welcomed(hello.user),
      frame: (frame) => this.heard(frame),
      down: () => this.disconnected(),
    });
    this.requests = new Requests((frame) => this.link.send(frame));
    this.outbox = new Outbox(store, place.exclusive, {
      send: (frame) => this.requests.ask<Ack>(frame),
      isOnline: () => this.link.isOnline,
      headOf: (room) => this.life?.rooms.get(room)?.head,
      changed: () => this.changed(),
    });
    this.paging = new Paging((room, query) => this.requests.ask<HistoryPage>({ type: 'history', room, ...query }));
  }

  get model(): Model {
    return this.feed.current;
  }

  subscribe(changed: () => void): () => void {
    return this.feed.subscribe(changed);
  }

  /** Shows what lies in the browser, and connects. */
  async start(): Promise<void> {
    const me = await this.store.me();
    if (me !== undefined) {
      await this.begin(me);
    }
    this.link.start();
  }

  /** Something has happened that may have changed the network. */
  nudge(): void {
    this.link.nudge();
  }

  async signIn(path: '/auth/login' | '/auth/register' | '/auth/guest', body: object): Promise<void> {
    const bearer = await this.session.begin(path, body);
    this.link.stop();
    await this.become(meOf(bearer, path === '/auth/guest'));
    this.link.start();
  }

  async signOut(): Promise<void> {
    await this.session.end();
    this.link.stop();
    this.end();
    await this.store.wipe(true);
    this.connectionChanged({ is: 'signedOut' });
  }

  setOpen(room: RoomId, open: boolean): void {
    if (open) {
      this.opened.add(room);
    } else {
      this.opened.delete(room);
    }
    this.life?.rooms.setOpen(room, open);
    const live = this.life?.rooms.get(room);
    if (open && live !== undefined) {
      this.furnish(live);
    }
  }

  async older(room: RoomId): Promise<void> {
    await this.withRoom(room, (live) => this.paging.older(live));
  }

  async newer(room: RoomId): Promise<void> {
    await this.withRoom(room, (live) => this.paging.newer(live));
  }

  async jump(room: RoomId, seq: number): Promise<void> {
    await this.withRoom(room, (live) => this.paging.jump(live, seq));
  }

  async jumpToEnd(room: RoomId): Promise<void> {
    await this.withRoom(room, (live) => {
      live.showEnd();
      return Promise.resolve();
    });
  }

  send(room: RoomId, text: string, replyTo?: number): void {
    if (this.life !== undefined) {
      // To the others a message ends the typing before it: what is typed next is to be told at once.
      this.life.typedAt.delete(room);
      void this.outbox.add(room, text, replyTo);
    }
  }

  retry(key: string): void {
    void this.outbox.retry(key);
  }

  discard(key: string): void {
    void this.outbox.discard(key);
  }

  /** Changes a message, and waits until the server has it. */
  async alter(
    change:
      | { type: 'edit'; room: RoomId; target: number; text: string }
      | { type: 'delete'; room: RoomId; target: number }
      | { type: 'react'; room: RoomId; target: number; emoji: string; on: boolean },
  ): Promise<void> {
    await this.requests.ask<Ack>({ ...change, key: newKey() });
  }

  read(room: RoomId, seq: number): void {
    this.life?.rooms.read(room, seq);
  }

  typing(room: RoomId): void {
    const typedAt = this.life?.typedAt;
    if (typedAt !== undefined && Date.now() - (typedAt.get(room) ?? 0) >= TYPING_MS) {
      typedAt.set(room, Date.now());
      this.link.send({ type: 'typing', room, on: true });
    }
  }

  /** Whether somebody is at one of the tabs. */
  attend(state: 'online' | 'away'): void {
    if (state !== this.attention) {
      this.attention = state;
      this.link.send({ type: 'presence', state });
    }
  }

  mute(room: RoomId, muted: boolean): void {
    this.life?.rooms.mute(room, muted);
  }

  roomsChanged(): void {
    void this.life?.rooms.refresh();
  }

  async call(method: string, path: string, body?: unknown): Promise<unknown> {
    try {
      const answer = await this.session.call(method, path, body);
      if (path === '/me' && method !== 'DELETE') {
        this.introduce(answer as Me);
      }
      return answer;
    } catch (e) {
      if (e instanceof ProblemError && e.problem.status === 401 && this.life !== undefined) {
        this.link.expire();
      }
      throw e;
    }
  }

  private async withRoom(room: RoomId, task: (live: LiveRoom) => Promise<void>): Promise<void> {
    const live = this.life?.rooms.get(room);
    if (live !== undefined) {
      await task(live);
    }
  }

  /** Lets a user be the one who is signed in. What another one has left in the browser is for nobody. */
  private async become(me: Me): Promise<void> {
    const before = await this.store.me();
    this.end();
    if (before?.username !== me.username) {
      await this.store.wipe(true);
    }
    await this.store.setMe(me);
    await this.begin(me);
  }

  private async begin(me: Me): Promise<void> {
    const [kept, muted] = await Promise.all([this.store.rooms(), this.store.muted(), this.outbox.load()]);
    const people = new People(
      async (user) => ((await this.session.call('GET', `/users/${encodeURIComponent(user)}`)) as { name: string }).name,
      () => this.changed(),
    );
    const reading = new Reading((room, seq) => void this.link.send({ type: 'read', room, seq }));
    const rooms = new Rooms(me.username, this.store, {
      tell: (frame) => this.link.send(frame),
      get: (path) => this.session.call('GET', path),
      happened: (room, events) => this.happened(room, events),
      hasRead: (room) => reading.mark(room.id, room.read),
      changed: () => this.changed(),
    });
    this.life = { me, rooms, people, reading, typedAt: new Map() };
    people.call({ [me.username]: me.name });
    rooms.recall(kept, muted);
    this.opened.forEach((room) => rooms.setOpen(room, true));
  }

  private end(): void {
    this.life?.rooms.stop();
    this.life?.reading.stop();
    this.life = undefined;
    this.outbox.clear();
  }

  private introduce(me: Me): void {
    if (this.life?.me.username === me.username) {
      const { username, name, guest } = me;
      this.life.me = { username, name, guest };
      this.life.people.call({ [username]: name });
      void this.store.setMe(this.life.me);
      this.changed();
    }
  }

  private connectionChanged(connection: Connection): void {
    const known = this.life !== undefined;
    this.connection = connection;
    if (connection.is === 'signedOut') {
      this.end();
      if (connection.why === 'expired' || connection.why === 'disabled') {
        void this.store.wipe(false);
      }
      if (connection.why === 'expired' && !known) {
        this.connection = { is: 'signedOut' };
      }
    }
    this.changed();
  }

  private async welcomed(user: string): Promise<void> {
    if (this.life?.me.username !== user) {
      const bearer = this.session.current;
      if (bearer?.username !== user) {
        return;
      }
      await this.become(meOf(bearer, false));
    }
    if (!this.link.isOnline || this.life === undefined) {
      return;
    }
    if (this.attention === 'away') {
      this.link.send({ type: 'presence', state: 'away' });
    }
    this.life.people.disconnected();
    this.life.rooms.connected();
    this.outbox.pump();
    void this.call('GET', '/me').catch(() => undefined);
  }

  private disconnected(): void {
    this.requests.abandon();
    this.life?.rooms.disconnected();
  }

  private heard(frame: ServerFrame): void {
    const life = this.life;
    if (life === undefined) {
      return;
    }
    if (isLogEvent(frame)) {
      life.rooms.event(frame);
      return;
    }
    switch (frame.type) {
      case 'joined':
        life.rooms.joined(frame);
        this.arrived(frame.room);
        break;
      case 'error':
        if (frame.id === JOIN) {
          life.rooms.refused(frame);
        } else {
          this.requests.answered(frame);
        }
        break;
      case 'ack':
      case 'ok':
      case 'pong':
      case 'history':
      case 'who':
        this.requests.answered(frame);
        break;
      case 'presence':
        life.people.hear(frame);
        break;
      case 'typing':
      case 'receipt':
      case 'inbox':
        life.rooms.signal(frame);
    }
  }

  /** A room is followed from now on. */
  private arrived(id: RoomId): void {
    const room = this.life?.rooms.open.find((open) => open.id === id);
    if (room !== undefined) {
      this.furnish(room);
    }
  }

  private furnish(room: LiveRoom): void {
    if (this.life !== undefined && this.link.isOnline && room.following === 'yes') {
      void visit(room, this.life.me.username, this.life.people, this.requests, this.paging);
    }
  }

  private happened(room: LiveRoom, events: readonly LogEvent[]): void {
    const { me, rooms } = this.life ?? {};
    events
      .filter((event) => event.type === 'message' && event.from === me?.username && event.key !== undefined)
      .forEach((event) => void this.outbox.settle(event.key ?? ''));
    this.outbox.sweep();
    if (rooms?.open.includes(room) === true) {
      this.life?.people.need(events.map((event) => event.from));
    }
  }

  private changed(): void {
    this.feed.changed();
  }

  private show(before: Model): Model {
    const { me, rooms, people } = this.life ?? {};
    const open = rooms?.open ?? [];
    const timelines = record(open.map((room) => [room.id, room.timeline(this.outbox.of(room.id))] as const));
    return {
      connection: this.connection,
      me,
      rooms: rooms?.list,
      timelines: same(before.timelines, timelines),
      presence: people?.presence ?? NOTHING.presence,
      names: people?.names ?? NOTHING.names,
    };
  }
}

function meOf({ username, name }: Bearer, guest: boolean): Me {
  return { username, name, guest };
}
