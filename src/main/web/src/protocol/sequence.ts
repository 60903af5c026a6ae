import type { Joined, LogEvent } from './frames';

/** More that came too early is not kept: it comes again with what was missed. */
const MOST_EARLY = 1000;

/** The numbering of one room as this client has followed it: only what is next is let through, and a hole is seen. */
export class Sequence {
  private readonly early = new Map<number, LogEvent>();
  /** The highest seq that is known to exist. */
  private known: number;

  /** All up to `head` has been applied. */
  constructor(
    private life: string | undefined,
    private applied: number,
  ) {
    this.known = applied;
  }

  get epoch(): string | undefined {
    return this.life;
  }

  get head(): number {
    return this.applied;
  }

  /** Whether something is missing. */
  get hole(): boolean {
    return this.known > this.applied;
  }

  /** Takes an event from wherever, and tells what is to be applied now, in order. */
  take(event: LogEvent): LogEvent[] {
    if (event.seq <= this.applied) {
      return [];
    }
    this.known = Math.max(this.known, event.seq);
    if (this.early.size >= MOST_EARLY) {
      this.early.clear();
    }
    this.early.set(event.seq, event);
    return this.ready();
  }

  /**
   * Takes the answer to a join.
   *
   * @returns whether what is shown of the room is to be replaced by the answer's events; and what is to be applied then
   */
  resume(joined: Joined): { afresh: boolean; events: LogEvent[] } {
    const afresh = !joined.recovered || (this.life !== undefined && this.life !== joined.epoch);
    if (afresh) {
      this.life = joined.epoch;
      this.applied = joined.seq;
      this.known = joined.seq;
      this.early.clear();
      return { afresh, events: [] };
    }
    this.life = joined.epoch;
    this.known = Math.max(this.known, joined.seq);
    const events = joined.events.flatMap((event) => this.take(event));
    return { afresh, events };
  }

  private ready(): LogEvent[] {
    const ready: LogEvent[] = [];
    for (let next = this.early.get(this.applied + 1); next !== undefined; next = this.early.get(this.applied + 1)) {
      this.early.delete(next.seq);
      this.applied = next.seq;
      ready.push(next);
    }
    return ready;
  }
}
