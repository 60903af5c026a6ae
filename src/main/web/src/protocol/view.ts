/** A room as HTTP tells of it (PROTOCOL.md 4), and as it lies in the cache. */

import type { Role, Room, RoomId, Username, Visibility } from '../model/chat';
import type { MessageEvent } from './frames';
import { emptyAfter } from './stretch';
import type { Stretch } from './stretch';
import type { Tally } from './tally';

export interface RoomView {
  id: RoomId;
  name: string;
  topic: string;
  visibility: Visibility;
  with?: Username;
  role: Role | null;
  members: number;
  seq: number;
  epoch: string;
  read?: number;
  unread?: number;
  mentioned?: number;
  last?: MessageEvent | null;
}

export type RoomFacts = Pick<Room, 'name' | 'topic' | 'visibility' | 'role' | 'members' | 'with'>;

export interface RoomLast {
  readonly seq: number;
  readonly ts: number;
  readonly from: Username;
  readonly text?: string;
}

export interface KeptRoom {
  id: RoomId;
  facts: RoomFacts;
  last?: RoomLast;
  tally: Tally;
  epoch?: string;
  head: number;
  tail: Stretch;
}

export function factsOf(view: RoomView): RoomFacts {
  const { name, topic, visibility, members } = view;
  return { name, topic, visibility, members, role: view.role ?? 'member', with: view.with };
}

export function lastOf({ seq, ts, from, text, deleted }: MessageEvent): RoomLast {
  return { seq, ts, from, text: deleted ? undefined : text };
}

/** A room that nothing is known of but what the list says. What is before is asked for when somebody opens it. */
export function firstSeen(view: RoomView): KeptRoom {
  const { id, epoch, seq, read = seq, unread = 0, mentioned = 0 } = view;
  return {
    id,
    facts: factsOf(view),
    last: view.last ? lastOf(view.last) : undefined,
    tally: { read, unread, mentioned, upTo: seq },
    epoch,
    head: seq,
    tail: emptyAfter(seq),
  };
}
