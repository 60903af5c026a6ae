/**
 * What the screens see of Hubbub: the whole boundary between the protocol layer, which knows no React, and the
 * screens, which know no frames. Everything here is plain data that can cross a MessagePort.
 */

export type RoomId = string;
export type Username = string;
export type Role = 'owner' | 'admin' | 'member';
export type Visibility = 'public' | 'private' | 'direct';
export type Presence = 'online' | 'away' | 'offline';

/** How the client is connected. Shown as it is: nothing looks connected that is not. */
export type Connection =
  | { is: 'starting' }
  /** Nobody is signed in; `why` where a session ended by itself. */
  | { is: 'signedOut'; why?: 'expired' | 'disabled' | 'elsewhere' | 'protocol' }
  | { is: 'connecting' }
  | { is: 'online' }
  /** The next attempt comes at `retryAt` (ms since 1970); `draining` where the server said it goes. */
  | { is: 'waiting'; retryAt: number; draining: boolean }
  /** The browser says that there is no network. */
  | { is: 'offline' };

export interface Me {
  readonly username: Username;
  readonly name: string;
  readonly guest: boolean;
}

/** A line of the timeline that is in the log. */
export type Entry = Message | Notice;

export interface Message {
  readonly kind: 'message';
  readonly seq: number;
  readonly ts: number;
  readonly from: Username;
  /** Absent where it is deleted. */
  readonly text?: string;
  readonly key?: string;
  readonly replyTo?: number;
  readonly edited: boolean;
  readonly deleted: boolean;
  /** Usernames by emoji, in the order in which they came. */
  readonly reactions: Readonly<Record<string, readonly Username[]>>;
  readonly mentions: readonly Username[];
}

/** Something that happened to the room or its members. */
export interface Notice {
  readonly kind: 'notice';
  readonly seq: number;
  readonly ts: number;
  readonly from: Username;
  readonly what: 'joined' | 'left' | 'kicked' | 'banned' | 'unbanned' | 'role' | 'room';
  readonly user?: Username;
  readonly role?: Role;
  readonly name?: string;
  readonly topic?: string;
}

/** A message of this user that the server has not acknowledged yet. */
export interface Pending {
  readonly key: string;
  readonly room: RoomId;
  readonly text: string;
  readonly replyTo?: number;
  readonly at: number;
  readonly state: 'sending' | 'failed';
  /** Why it failed, for a person. */
  readonly problem?: string;
}

/** A room of the side bar. */
export interface Room {
  readonly id: RoomId;
  readonly name: string;
  readonly topic: string;
  readonly visibility: Visibility;
  readonly role: Role;
  readonly members: number;
  /** The other one of a direct room. */
  readonly with?: Username;
  readonly seq: number;
  readonly read: number;
  readonly unread: number;
  readonly mentioned: number;
  /** The last message, for the order of rooms and a preview. */
  readonly last?: { readonly ts: number; readonly from: Username; readonly text?: string };
  /** No notifications from it; kept in this browser. */
  readonly muted: boolean;
}

/** What is shown of a room that is open in some tab. Entries are ascending, with no hole between the first and the last. */
export interface Timeline {
  readonly room: RoomId;
  /** Whether the server has confirmed it since the last connection; else it is from the cache. */
  readonly fresh: boolean;
  readonly entries: readonly Entry[];
  /** Whether there is more before the first entry. */
  readonly older: boolean;
  /** Whether there is more after the last entry: after a jump to an old message. */
  readonly newer: boolean;
  readonly pending: readonly Pending[];
  /** Those who are writing, without this user. */
  readonly typing: readonly Username[];
  /** How far others have read, as far as they show it. */
  readonly receipts: Readonly<Record<Username, number>>;
  /** Where reading began when the room was opened: the divider of what is new comes after this seq. */
  readonly divider?: number;
}

/** All that the screens show. Immutable: what has not changed is the same object as before. */
export interface Model {
  readonly connection: Connection;
  readonly me?: Me;
  /** By the time of their last message, newest first. Absent until known. */
  readonly rooms?: readonly Room[];
  /** Of the open rooms. */
  readonly timelines: Readonly<Record<RoomId, Timeline>>;
  readonly presence: Readonly<Record<Username, Presence>>;
  /** Display names that are known. */
  readonly names: Readonly<Record<Username, string>>;
}

/** Why a call failed: problem+json (RFC 9457) with Hubbub's code. */
export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly retryAfterMs?: number;
}

/** Thrown by what fails with a problem. */
export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail);
  }
}

/** The client as the screens use it. Methods without a promise never fail: what becomes of them shows in the model. */
export interface Chat {
  /** The model now. */
  current(): Model;
  /** Calls back after each change of the model, at most once in a frame; returns what ends it. */
  subscribe(changed: () => void): () => void;

  signIn(username: string, password: string): Promise<void>;
  register(username: string, password: string, name?: string): Promise<void>;
  guest(name?: string): Promise<void>;
  signOut(): Promise<void>;

  /** Has a room's timeline in the model, and follows it with receipts; the same room may be opened by several tabs. */
  open(room: RoomId): void;
  close(room: RoomId): void;
  /** Loads entries before the first one of the timeline. */
  loadOlder(room: RoomId): Promise<void>;
  /** Loads entries after the last one of a timeline that was jumped. */
  loadNewer(room: RoomId): Promise<void>;
  /** Shows the timeline around an old message. */
  jump(room: RoomId, seq: number): Promise<void>;
  /** Shows the end of the timeline again. */
  jumpToEnd(room: RoomId): Promise<void>;

  /** Takes a message into the outbox, which survives a reload, and sends it once. */
  send(room: RoomId, text: string, replyTo?: number): void;
  retry(key: string): void;
  discard(key: string): void;
  edit(room: RoomId, seq: number, text: string): Promise<void>;
  delete(room: RoomId, seq: number): Promise<void>;
  react(room: RoomId, seq: number, emoji: string, on: boolean): Promise<void>;
  /** The person has seen everything up to `seq`. */
  read(room: RoomId, seq: number): void;
  /** The person is writing; to be called at each key, it is told at most once in 3 s. */
  typing(room: RoomId): void;
  /** The person is here, or has been idle. */
  attend(state: 'online' | 'away'): void;
  /** Kept in this browser. */
  mute(room: RoomId, muted: boolean): void;

  /**
   * A call of the HTTP interface, `path` below `/api/v1`, with the token kept fresh. Fails with ProblemError; with status 0
   * where no server answers.
   */
  call<T>(method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<T>;
  /** Has the list of rooms read again after a call that changes it (joined, left, made a room). */
  roomsChanged(): void;
}
