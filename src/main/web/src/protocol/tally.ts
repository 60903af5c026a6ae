/** How much of a room a person has not read: PROTOCOL.md 3.4. Pure. */

import type { Entry, Username } from '../model/chat';
import type { MessageEvent } from './frames';
import type { Stretch } from './stretch';

/** Who is meant where everybody is called. */
const EVERYBODY = '@room';

export interface Tally {
  readonly read: number;
  readonly unread: number;
  readonly mentioned: number;
  /** What has a higher seq is not counted yet. */
  readonly upTo: number;
}

export function calls(mentions: readonly string[], me: Username): boolean {
  return mentions.includes(me) || mentions.includes(EVERYBODY);
}

/** Counted anew from the lines, where they reach down to what was read; else undefined. */
export function counted(read: number, tail: Stretch, head: number, me: Username): Tally | undefined {
  if (read >= head) {
    return { read, unread: 0, mentioned: 0, upTo: head };
  }
  if (tail.floor > read + 1) {
    return undefined;
  }
  let unread = 0;
  let mentioned = 0;
  for (let i = tail.entries.length - 1; i >= 0; i--) {
    const entry = tail.entries[i] as Entry;
    if (entry.seq <= read) {
      break;
    }
    if (entry.kind === 'message' && !entry.deleted && entry.from !== me) {
      unread++;
      mentioned += calls(entry.mentions, me) ? 1 : 0;
    }
  }
  return { read, unread, mentioned, upTo: head };
}

/** With one more message. */
export function heard(tally: Tally, message: MessageEvent, me: Username): Tally {
  if (message.seq <= tally.upTo) {
    return tally;
  }
  if (message.from === me || message.deleted === true) {
    return { ...tally, upTo: message.seq };
  }
  return {
    ...tally,
    unread: tally.unread + 1,
    mentioned: tally.mentioned + (calls(message.mentions ?? [], me) ? 1 : 0),
    upTo: message.seq,
  };
}
