/** A tab's side of the port to the engine: the model as it was told, and calls that go over. */

import { ProblemError } from '../model/chat';
import type { Chat, Model, RoomId } from '../model/chat';
import { NOTHING, apply } from './patch';
import type { FromTab, Method, ToTab } from './port';

/** Calls that say how things stand. */
const STANDING: readonly Method[] = ['open', 'close', 'attend'];

type Call = Extract<FromTab, { is: 'call' }>;

interface Waiting {
  resolve(value: unknown): void;
  reject(why: Error): void;
}

export class Replica implements Chat {
  private model: Model = NOTHING;
  private readonly listeners = new Set<() => void>();
  private port: MessagePort | undefined;
  private served = false;
  /** Calls from before an engine serves. */
  private early: Call[] = [];
  private last = 0;
  private readonly waiting = new Map<number, Waiting>();
  private readonly opened: RoomId[] = [];
  private attention: 'online' | 'away' = 'online';
  /** The name of a lock that this tab holds for as long as it lives. */
  private lock: string | undefined;

  /** Whether an engine has answered. */
  get isServed(): boolean {
    return this.served;
  }

  /** Lets the engine at the other end of a port serve this tab. */
  attach(port: MessagePort): void {
    this.port?.close();
    this.port = port;
    this.served = false;
    port.onmessage = ({ data }: MessageEvent<ToTab>) => this.hear(data);
    this.arrive();
    if (this.lock !== undefined) {
      this.live(this.lock);
    }
  }

  /** Lets the engine know by a lock that is held how long this tab lives. */
  live(lock: string): void {
    this.lock = lock;
    this.say({ is: 'alive', lock });
  }

  /** The tab is there, perhaps again. */
  arrive(): void {
    const { opened, attention } = this;
    this.say({ is: 'here', opened, attention });
  }

  /** The tab is put away, perhaps for ever. */
  depart(): void {
    this.say({ is: 'gone' });
  }

  nudge(): void {
    this.say({ is: 'nudge' });
  }

  current(): Model {
    return this.model;
  }

  subscribe(changed: () => void): () => void {
    this.listeners.add(changed);
    return () => this.listeners.delete(changed);
  }

  signIn(...args: Parameters<Chat['signIn']>): Promise<void> {
    return this.ask('signIn', args);
  }

  register(...args: Parameters<Chat['register']>): Promise<void> {
    return this.ask('register', args);
  }

  guest(...args: Parameters<Chat['guest']>): Promise<void> {
    return this.ask('guest', args);
  }

  signOut(): Promise<void> {
    return this.ask('signOut', []);
  }

  open(room: RoomId): void {
    this.opened.push(room);
    this.tell('open', [room]);
  }

  close(room: RoomId): void {
    const at = this.opened.indexOf(room);
    if (at >= 0) {
      this.opened.splice(at, 1);
      this.tell('close', [room]);
    }
  }

  loadOlder(room: RoomId): Promise<void> {
    return this.ask('loadOlder', [room]);
  }

  loadNewer(room: RoomId): Promise<void> {
    return this.ask('loadNewer', [room]);
  }

  jump(room: RoomId, seq: number): Promise<void> {
    return this.ask('jump', [room, seq]);
  }

  jumpToEnd(room: RoomId): Promise<void> {
    return this.ask('jumpToEnd', [room]);
  }

  send(...args: Parameters<Chat['send']>): void {
    this.tell('send', args);
  }

  retry(key: string): void {
    this.tell('retry', [key]);
  }

  discard(key: string): void {
    this.tell('discard', [key]);
  }

  edit(...args: Parameters<Chat['edit']>): Promise<void> {
    return this.ask('edit', args);
  }

  delete(...args: Parameters<Chat['delete']>): Promise<void> {
    return this.ask('delete', args);
  }

  react(...args: Parameters<Chat['react']>): Promise<void> {
    return this.ask('react', args);
  }

  read(room: RoomId, seq: number): void {
    this.tell('read', [room, seq]);
  }

  typing(room: RoomId): void {
    this.tell('typing', [room]);
  }

  attend(state: 'online' | 'away'): void {
    this.attention = state;
    this.tell('attend', [state]);
  }

  mute(room: RoomId, muted: boolean): void {
    this.tell('mute', [room, muted]);
  }

  call<T>(...args: Parameters<Chat['call']>): Promise<T> {
    return this.ask('call', args);
  }

  roomsChanged(): void {
    this.tell('roomsChanged', []);
  }

  private tell(method: Method, args: readonly unknown[]): void {
    this.pass({ is: 'call', method, args });
  }

  private ask<T>(method: Method, args: readonly unknown[]): Promise<T> {
    const id = ++this.last;
    const call: Call = { is: 'call', id, method, args };
    return new Promise<T>((resolve, reject) => {
      this.waiting.set(id, { resolve: resolve, reject });
      this.pass(call);
    });
  }

  private pass(call: Call): void {
    // What is open, and whether somebody is there, is told again to each engine on arrival.
    if (this.served || STANDING.includes(call.method)) {
      this.say(call);
    } else {
      this.early.push(call);
    }
  }

  private say(message: FromTab): void {
    this.port?.postMessage(message);
  }

  private hear(message: ToTab): void {
    if (message.is === 'patch') {
      this.model = apply(message.first ? NOTHING : this.model, message.patch);
      if (!this.served) {
        this.begin();
      }
      this.listeners.forEach((listener) => listener());
      return;
    }
    const waiting = this.waiting.get(message.id);
    this.waiting.delete(message.id);
    if (message.is === 'answer') {
      waiting?.resolve(message.value);
    } else {
      waiting?.reject(new ProblemError(message.problem));
    }
  }

  private begin(): void {
    this.served = true;
    const early = this.early;
    this.early = [];
    early.forEach((call) => this.say(call));
  }
}
