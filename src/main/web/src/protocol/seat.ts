import type { Chat, Model, RoomId } from '../model/chat';
import type { Engine } from './engine';

/** The place of one tab at an engine. */
export class Seat implements Chat {
  /** How often each room has been opened here, and not closed. */
  readonly opened = new Map<RoomId, number>();
  attention: 'online' | 'away' = 'online';

  /** `moved` is called after each change of what this tab looks at. */
  constructor(
    private readonly engine: Engine,
    private readonly moved: () => void,
  ) {}

  current(): Model {
    return this.engine.model;
  }

  subscribe(changed: () => void): () => void {
    return this.engine.subscribe(changed);
  }

  signIn(username: string, password: string): Promise<void> {
    return this.engine.signIn('/auth/login', { username, password });
  }

  register(username: string, password: string, name?: string): Promise<void> {
    return this.engine.signIn('/auth/register', { username, password, name });
  }

  guest(name?: string): Promise<void> {
    return this.engine.signIn('/auth/guest', { name });
  }

  signOut(): Promise<void> {
    return this.engine.signOut();
  }

  open(room: RoomId): void {
    this.opened.set(room, (this.opened.get(room) ?? 0) + 1);
    this.moved();
  }

  close(room: RoomId): void {
    const left = (this.opened.get(room) ?? 0) - 1;
    if (left > 0) {
      this.opened.set(room, left);
    } else {
      this.opened.delete(room);
    }
    this.moved();
  }

  loadOlder(room: RoomId): Promise<void> {
    return this.engine.older(room);
  }

  loadNewer(room: RoomId): Promise<void> {
    return this.engine.newer(room);
  }

  jump(room: RoomId, seq: number): Promise<void> {
    return this.engine.jump(room, seq);
  }

  jumpToEnd(room: RoomId): Promise<void> {
    return this.engine.jumpToEnd(room);
  }

  send(room: RoomId, text: string, replyTo?: number): void {
    this.engine.send(room, text, replyTo);
  }

  retry(key: string): void {
    this.engine.retry(key);
  }

  discard(key: string): void {
    this.engine.discard(key);
  }

  edit(room: RoomId, seq: number, text: string): Promise<void> {
    return this.engine.alter({ type: 'edit', room, target: seq, text });
  }

  delete(room: RoomId, seq: number): Promise<void> {
    return this.engine.alter({ type: 'delete', room, target: seq });
  }

  react(room: RoomId, seq: number, emoji: string, on: boolean): Promise<void> {
    return this.engine.alter({ type: 'react', room, target: seq, emoji, on });
  }

  read(room: RoomId, seq: number): void {
    this.engine.read(room, seq);
  }

  typing(room: RoomId): void {
    this.engine.typing(room);
  }

  attend(state: 'online' | 'away'): void {
    this.attention = state;
    this.moved();
  }

  mute(room: RoomId, muted: boolean): void {
    this.engine.mute(room, muted);
  }

  call<T>(method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<T> {
    return this.engine.call(method, path, body) as Promise<T>;
  }

  roomsChanged(): void {
    this.engine.roomsChanged();
  }
}
