/** A part of a room's log without a hole: every message from `floor` on, up to an end that its holder knows. Pure. */

import type { Entry } from '../model/chat';
import type { ChangeEvent, LogEvent } from './frames';
import { changed, indexOf, lineOf } from './lines';

export interface Stretch {
  readonly floor: number;
  readonly entries: readonly Entry[];
  /** Whether there may be messages below the floor. */
  readonly older: boolean;
}

/** Nothing is known of what is up to `head`. */
export function emptyAfter(head: number): Stretch {
  return { floor: head + 1, entries: [], older: head > 0 };
}

/** The lines of events that follow on each other, without changes between them. */
export function linesOf(events: readonly LogEvent[]): Entry[] {
  return events.map(lineOf).filter((line) => line !== undefined);
}

/** The newest messages of a room, `limit` of them where there are so many. */
export function newest(events: readonly LogEvent[], limit: number): Stretch {
  const entries = linesOf(events);
  const older = entries.length >= limit;
  return { floor: older ? (entries[0]?.seq ?? 1) : 1, entries, older };
}

export function grown(stretch: Stretch, entry: Entry | undefined): Stretch {
  return entry === undefined ? stretch : { ...stretch, entries: [...stretch.entries, entry] };
}

export function altered(stretch: Stretch, event: ChangeEvent): Stretch {
  const entries = changed(stretch.entries, event);
  return entries === stretch.entries ? stretch : { ...stretch, entries };
}

/** With a page of what is before its floor. */
export function deepened(stretch: Stretch, page: readonly Entry[], more: boolean): Stretch {
  const before = page.filter((entry) => entry.seq < stretch.floor);
  const first = before[0];
  return {
    floor: more ? (first?.seq ?? stretch.floor) : 1,
    entries: before.length === 0 ? stretch.entries : [...before, ...stretch.entries],
    older: more,
  };
}

/** Both, where `lower` reaches up to the floor of `upper` at least. */
export function united(lower: Stretch, upper: Stretch): Stretch {
  const below = lower.entries.slice(0, indexOf(lower.entries, upper.floor));
  return { floor: Math.min(lower.floor, upper.floor), entries: [...below, ...upper.entries], older: lower.older };
}

/** Its last entries only. */
export function trimmed(stretch: Stretch, most: number): Stretch {
  if (stretch.entries.length <= most) {
    return stretch;
  }
  const entries = stretch.entries.slice(-most);
  return { floor: entries[0]?.seq ?? stretch.floor, entries, older: true };
}
