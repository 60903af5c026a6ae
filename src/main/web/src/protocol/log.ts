/** What this client has of one room's log: its end, and after a jump a part further up as well. */

import type { Entry } from '../model/chat';
import type { ChangeEvent, Joined, LogEvent } from './frames';
import { changed, isChange, lineOf } from './lines';
import { Sequence } from './sequence';
import { altered, deepened, emptyAfter, grown, linesOf, newest, trimmed, united } from './stretch';
import type { Stretch } from './stretch';

/** Messages that are asked for at once. */
export const PAGE = 50;

export class RoomLog {
  /** Grows when another part of the log is shown: pages that were asked for before are for nobody then. */
  showing = 0;

  private sequence: Sequence;
  private end: Stretch;
  /** What is shown after a jump: `stretch` has everything up to `upTo`. */
  private window: { stretch: Stretch; upTo: number } | undefined;
  /** What has changed while pages are on their way, which may be older than that. */
  private meanwhile: ChangeEvent[] | undefined;
  private pages = 0;

  constructor(epoch: string | undefined, head: number, tail: Stretch) {
    this.sequence = new Sequence(epoch, head);
    this.end = tail;
  }

  get head(): number {
    return this.sequence.head;
  }

  get epoch(): string | undefined {
    return this.sequence.epoch;
  }

  get hole(): boolean {
    return this.sequence.hole;
  }

  /** The part up to the head. */
  get tail(): Stretch {
    return this.end;
  }

  /** The part that is shown. */
  get shown(): Stretch {
    return this.window?.stretch ?? this.end;
  }

  /** The last seq of what is shown after a jump; undefined where that is the end of the log. */
  get shownUpTo(): number | undefined {
    return this.window?.upTo;
  }

  /** Takes an event, and tells what is next by it: nothing, or it and what had to wait for it. */
  take(event: LogEvent): LogEvent[] {
    const events = this.sequence.take(event);
    events.forEach((next) => this.apply(next));
    return events;
  }

  /** Takes the answer to a join, and tells what is next by it; or that all begins afresh with its events. */
  join(joined: Joined): { afresh: boolean; events: LogEvent[] } {
    const resumed = this.sequence.resume(joined);
    if (resumed.afresh) {
      this.end = newest(joined.events, PAGE);
      this.window = undefined;
      this.showing++;
      this.meanwhile &&= [];
    } else {
      resumed.events.forEach((event) => this.apply(event));
    }
    return resumed;
  }

  /** Goes to another head without what is between. */
  skipTo(epoch: string, head: number): void {
    this.sequence = new Sequence(epoch, head);
    this.end = emptyAfter(head);
    this.window = undefined;
    this.showing++;
  }

  /** Keeps the last lines only. */
  trim(most: number): void {
    this.end = trimmed(this.end, most);
  }

  /** A page is asked for; `arrived` is to be called whatever comes of it. */
  expectPage(): void {
    this.pages++;
    this.meanwhile ??= [];
  }

  /** The lines of a page, with what has changed meanwhile. */
  arrived(page: readonly LogEvent[]): readonly Entry[] {
    const lines = (this.meanwhile ?? []).reduce<readonly Entry[]>(changed, linesOf(page));
    if (--this.pages === 0) {
      this.meanwhile = undefined;
    }
    return lines;
  }

  /** Adds what is before the part that is shown. */
  deepen(lines: readonly Entry[], more: boolean): void {
    if (this.window !== undefined) {
      this.window = { ...this.window, stretch: deepened(this.window.stretch, lines, more) };
    } else {
      this.end = deepened(this.end, lines, more);
    }
  }

  /** Adds what is after the part that is shown. */
  extend(lines: readonly Entry[], more: boolean): void {
    if (this.window !== undefined) {
      const { stretch, upTo } = this.window;
      const after = lines.filter((line) => line.seq > upTo);
      this.show({ ...stretch, entries: [...stretch.entries, ...after] }, more);
    }
  }

  /** Shows another part of the log; `more` where there is more after it. */
  jump(stretch: Stretch, more: boolean): void {
    this.showing++;
    this.show(stretch, more);
  }

  private show(stretch: Stretch, more: boolean): void {
    const upTo = stretch.entries.at(-1)?.seq ?? stretch.floor;
    if (!more || upTo >= this.end.floor - 1) {
      this.end = united(stretch, this.end);
      this.window = undefined;
    } else {
      this.window = { stretch, upTo };
    }
  }

  /** Shows the end of the log. */
  showEnd(): void {
    if (this.window !== undefined) {
      this.window = undefined;
      this.showing++;
    }
  }

  /** Shows a line that is here; whether it is. */
  reveal(seq: number): boolean {
    if (this.window !== undefined && seq >= this.window.stretch.floor && seq <= this.window.upTo) {
      return true;
    }
    if (seq >= this.end.floor) {
      this.showEnd();
      return true;
    }
    return false;
  }

  private apply(event: LogEvent): void {
    if (!isChange(event)) {
      this.end = grown(this.end, lineOf(event));
      return;
    }
    this.meanwhile?.push(event);
    this.end = altered(this.end, event);
    if (this.window !== undefined) {
      this.window = { ...this.window, stretch: altered(this.window.stretch, event) };
    }
  }
}
