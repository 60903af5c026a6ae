import type { Entry, Message, Notice, Pending, Timeline } from '../model/chat';
import { startOfDay } from '../words/times';

/** A line on the screen. `key` names it for as long as it is the same one. */
export type Row =
  | { is: 'begin'; key: string; older: boolean }
  | { is: 'day'; key: string; ts: number }
  | { is: 'new'; key: string }
  /** `head` where the author is named, `ts` is another time than before. */
  | { is: 'message'; key: string; message: Message; head: boolean }
  | { is: 'notice'; key: string; notice: Notice }
  | { is: 'pending'; key: string; pending: Pending; head: boolean };

/** Messages of one author within this time, counted from the first, are one group. */
const together = 5 * 60_000;
const day = 24 * 3_600_000;

/** What a timeline looks like, line by line. Made anew after each change, so it must be quick: no Date but at a new day. */
export function rowsOf(timeline: Timeline, me: string | undefined): Row[] {
  const rows: Row[] = [{ is: 'begin', key: 'begin', older: timeline.older }];
  const { entries, divider } = timeline;
  let today = 0;
  let tomorrow = 0;
  let author: string | undefined;
  let since = 0;
  let divided = divider === undefined;

  const newDay = (ts: number) => {
    if (ts >= today && ts < tomorrow) return;
    today = startOfDay(ts);
    // A day may have 23 or 25 hours.
    tomorrow = startOfDay(today + 1.5 * day);
    rows.push({ is: 'day', key: `day ${today}`, ts: today });
    author = undefined;
  };
  const headed = (from: string, ts: number) => {
    const head = author !== from || ts - since >= together || ts < since;
    if (head) since = ts;
    author = from;
    return head;
  };

  for (const entry of entries) {
    newDay(entry.ts);
    if (!divided && divider !== undefined && entry.seq > divider && countsAsNew(entry, me)) {
      rows.push({ is: 'new', key: `new ${divider}` });
      divided = true;
      author = undefined;
    }
    if (entry.kind === 'notice') {
      rows.push({ is: 'notice', key: keyOf(entry, me), notice: entry });
      author = undefined;
    } else {
      const head = headed(entry.from, entry.ts) || entry.replyTo !== undefined;
      rows.push({ is: 'message', key: keyOf(entry, me), message: entry, head });
    }
  }
  if (!timeline.newer) {
    for (const pending of timeline.pending) {
      newDay(pending.at);
      rows.push({ is: 'pending', key: `key ${pending.key}`, pending, head: headed(me ?? '', pending.at) || pending.replyTo !== undefined });
    }
  }
  return rows;
}

/** One's own message stays the same line when the server has taken it. */
function keyOf(entry: Entry, me: string | undefined): string {
  return entry.kind === 'message' && entry.from === me && entry.key !== undefined ? `key ${entry.key}` : `seq ${entry.seq}`;
}

function countsAsNew(entry: Entry, me: string | undefined): boolean {
  return entry.kind === 'message' && entry.from !== me && !entry.deleted;
}

/** The row of an entry: where it is not there, that of the next one. */
export function rowOfSeq(rows: readonly Row[], seq: number): number {
  return rows.findIndex((row) => (seqOf(row) ?? 0) >= seq);
}

export function seqOf(row: Row | undefined): number | undefined {
  if (row?.is === 'message') return row.message.seq;
  return row?.is === 'notice' ? row.notice.seq : undefined;
}

/** The seq of the last entry at or above a row. */
export function lastSeqAbove(rows: readonly Row[], at: number): number | undefined {
  for (let row = Math.min(at, rows.length - 1); row >= 0; row--) {
    const seq = seqOf(rows[row]);
    if (seq !== undefined) return seq;
  }
  return undefined;
}

/** Where others have read to: by the seq of the last message they have seen of those shown. */
export function readersBySeq(timeline: Timeline): ReadonlyMap<number, string[]> {
  const found = new Map<number, string[]>();
  const readers = Object.entries(timeline.receipts);
  // In a crowd, it would be noise and work; there the readers of one message can be asked for.
  if (readers.length > 60) return found;
  const { entries } = timeline;
  const first = entries[0]?.seq ?? Infinity;
  for (const [user, mark] of readers) {
    if (mark < first) continue;
    let at = Math.min(entries.length - 1, mark - first);
    while (at >= 0 && !(entries[at]?.kind === 'message' && (entries[at]?.seq ?? 0) <= mark)) at--;
    const seq = entries[at]?.seq;
    if (seq !== undefined) found.set(seq, [...(found.get(seq) ?? []), user]);
  }
  return found;
}
