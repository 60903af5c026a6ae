/** The frames of PROTOCOL.md 3, as far as this client knows them. What it does not know it passes over. */

import type { Presence, Role, RoomId, Username, Visibility } from '../model/chat';

export interface Since {
  since: number;
  epoch?: string;
  limit?: number;
}

export type ClientFrame = { id?: string } & (
  | { type: 'auth'; token: string }
  | { type: 'join'; rooms: Record<RoomId, Since> }
  | { type: 'leave'; room: RoomId }
  | { type: 'send'; room: RoomId; text: string; key: string; reply_to?: number }
  | { type: 'edit'; room: RoomId; target: number; text: string; key: string }
  | { type: 'delete'; room: RoomId; target: number; key: string }
  | { type: 'react'; room: RoomId; target: number; emoji: string; on: boolean; key: string }
  | { type: 'read'; room: RoomId; seq: number }
  | { type: 'typing'; room: RoomId; on: boolean }
  | { type: 'presence'; state: 'online' | 'away' }
  | { type: 'history'; room: RoomId; before?: number; after?: number; limit?: number }
  | { type: 'who'; room: RoomId }
  | { type: 'ping' }
);

interface Numbered {
  room: RoomId;
  seq: number;
  ts: number;
  from: Username;
  key?: string;
}

export interface MessageEvent extends Numbered {
  type: 'message';
  text?: string;
  reply_to?: number;
  mentions?: Username[];
  edited?: number;
  deleted?: true;
  reactions?: Record<string, Username[]>;
}

export interface EditEvent extends Numbered {
  type: 'edit';
  target: number;
  /** Absent where the message was deleted later. */
  text?: string;
  mentions?: Username[];
}

export interface DeleteEvent extends Numbered {
  type: 'delete';
  target: number;
}

export interface ReactionEvent extends Numbered {
  type: 'reaction';
  target: number;
  emoji: string;
  on: boolean;
}

export interface MemberEvent extends Numbered {
  type: 'member';
  user: Username;
  change: string;
  role?: Role;
}

export interface RoomEvent extends Numbered {
  type: 'room';
  name: string;
  topic: string;
  visibility: Visibility;
  deleted?: true;
}

/** What changes a message that is there. */
export type ChangeEvent = EditEvent | DeleteEvent | ReactionEvent;

/** One numbered entry of a room's log. */
export type LogEvent = MessageEvent | ChangeEvent | MemberEvent | RoomEvent;

export interface Hello {
  type: 'hello';
  id?: string;
  user: Username;
  heartbeat_ms: number;
}

export interface Joined {
  type: 'joined';
  id?: string;
  room: RoomId;
  epoch: string;
  seq: number;
  recovered: boolean;
  events: LogEvent[];
  name: string;
  topic: string;
  visibility: Visibility;
  role: Role;
  members: number;
  read: number;
  unread: number;
}

export interface Ack {
  type: 'ack';
  id?: string;
  room: RoomId;
  seq: number;
  ts: number;
  key?: string;
  duplicate?: true;
}

export interface HistoryPage {
  type: 'history';
  id?: string;
  room: RoomId;
  events: LogEvent[];
  more: boolean;
}

export interface Who {
  type: 'who';
  id?: string;
  room: RoomId;
  users: { user: Username; name: string; role: Role; state: Presence; read?: number }[];
}

export interface ErrorFrame {
  type: 'error';
  id?: string;
  room?: RoomId;
  code: string;
  message: string;
  retry_after_ms?: number;
}

export interface Bye {
  type: 'bye';
  code: number;
  reason: string;
  reconnect_ms: number;
}

export type Signal =
  | { type: 'receipt'; room: RoomId; user: Username; seq: number }
  | { type: 'typing'; room: RoomId; user: Username; on: boolean }
  | { type: 'presence'; user: Username; state: Presence; states?: undefined }
  | { type: 'presence'; states: Record<Username, Presence> }
  | { type: 'inbox'; room: RoomId; unread: number; mentioned?: number; seq: number };

export type Reply = Ack | HistoryPage | Who | { type: 'ok'; id?: string } | { type: 'pong'; id?: string; ts: number };

export type ServerFrame = Hello | Joined | Reply | ErrorFrame | Bye | Signal | LogEvent;

/** The frame in a text of the server; undefined where it is none. */
export function parseFrame(text: unknown): ServerFrame | undefined {
  if (typeof text !== 'string') {
    return undefined;
  }
  try {
    const frame: unknown = JSON.parse(text);
    return typeof frame === 'object' && frame !== null && 'type' in frame ? (frame as ServerFrame) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a frame is an event of a log. */
export function isLogEvent(frame: ServerFrame): frame is LogEvent {
  return 'seq' in frame && 'from' in frame;
}
