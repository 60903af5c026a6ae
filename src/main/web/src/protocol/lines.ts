/** What events make of the lines of a timeline. Pure; what does not change stays the same object. */

import type { Entry, Message, Notice } from '../model/chat';
import type { ChangeEvent, LogEvent, MemberEvent, MessageEvent, ReactionEvent } from './frames';

/** A message as it is kept: with the seq of its last edit, 0 for none, for an older edit must not undo a newer one. */
export interface Line extends Message {
  readonly editSeq: number;
}

const CHANGES: readonly string[] = ['joined', 'left', 'kicked', 'banned', 'unbanned', 'role'];

/** The line of an event; undefined for one that has none of its own. */
export function lineOf(event: LogEvent): Entry | undefined {
  switch (event.type) {
    case 'message':
      return messageOf(event);
    case 'member':
      return memberOf(event);
    case 'room':
      return { ...headOf(event), kind: 'notice', what: 'room', name: event.name, topic: event.topic };
    default:
      return undefined;
  }
}

export function isChange(event: LogEvent): event is ChangeEvent {
  return event.type === 'edit' || event.type === 'delete' || event.type === 'reaction';
}

/** Ascending entries after a change of one of them; the same array where it changes none. */
export function changed(entries: readonly Entry[], event: ChangeEvent): readonly Entry[] {
  const at = indexOf(entries, event.target);
  const before = entries[at];
  if (before?.seq !== event.target || before.kind !== 'message') {
    return entries;
  }
  const after = applied(before as Line, event);
  return after === before ? entries : entries.with(at, after);
}

/** The index of the first entry with that seq or a higher one. */
export function indexOf(entries: readonly Entry[], seq: number): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle]?.seq ?? Infinity) < seq) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

function headOf({ seq, ts, from }: LogEvent): { seq: number; ts: number; from: string } {
  return { seq, ts, from };
}

function messageOf(event: MessageEvent): Line {
  const deleted = event.deleted === true;
  return {
    kind: 'message',
    ...headOf(event),
    text: deleted ? undefined : event.text,
    key: event.key,
    replyTo: event.reply_to,
    edited: !deleted && event.edited !== undefined,
    editSeq: event.edited ?? 0,
    deleted,
    reactions: deleted ? {} : (event.reactions ?? {}),
    mentions: deleted ? [] : (event.mentions ?? []),
  };
}

function memberOf(event: MemberEvent): Notice | undefined {
  if (!CHANGES.includes(event.change)) {
    return undefined;
  }
  return {
    kind: 'notice',
    ...headOf(event),
    what: event.change as Notice['what'],
    user: event.user,
    role: event.role,
  };
}

function applied(line: Line, event: ChangeEvent): Line {
  if (line.deleted) {
    return line;
  }
  switch (event.type) {
    case 'delete':
      return { ...line, text: undefined, edited: false, deleted: true, reactions: {}, mentions: [] };
    case 'edit':
      return event.text === undefined || event.seq <= line.editSeq
        ? line
        : { ...line, text: event.text, edited: true, editSeq: event.seq, mentions: event.mentions ?? [] };
    case 'reaction':
      return reacted(line, event);
  }
}

function reacted(line: Line, { emoji, from, on }: ReactionEvent): Line {
  const users = line.reactions[emoji] ?? [];
  if (users.includes(from) === on) {
    return line;
  }
  const others = users.filter((user) => user !== from);
  const reactions = { ...line.reactions, [emoji]: on ? [...others, from] : others };
  const left = Object.entries(reactions).filter(([, by]) => by.length > 0);
  return { ...line, reactions: Object.fromEntries(left) };
}
