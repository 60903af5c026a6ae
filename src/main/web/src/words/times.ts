import type { Words } from './en';

const hour = 3_600_000;

/** Times as a person says them. Formatters are made once: making one takes longer than using it a hundred times. */
export class Times {
  private readonly clock: Intl.DateTimeFormat;
  private readonly weekday: Intl.DateTimeFormat;
  private readonly date: Intl.DateTimeFormat;
  private readonly longDate: Intl.DateTimeFormat;
  private readonly whole: Intl.DateTimeFormat;
  private readonly short: Intl.DateTimeFormat;

  constructor(language: string, private readonly words: Words) {
    this.clock = new Intl.DateTimeFormat(language, { timeStyle: 'short' });
    this.weekday = new Intl.DateTimeFormat(language, { weekday: 'long' });
    this.date = new Intl.DateTimeFormat(language, { weekday: 'long', day: 'numeric', month: 'long' });
    this.longDate = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', year: 'numeric' });
    this.whole = new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'medium' });
    this.short = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short' });
  }

  /** 14:05 */
  time(ts: number): string {
    return this.clock.format(ts);
  }

  /** Everything there is to know, for a tooltip. */
  full(ts: number): string {
    return this.whole.format(ts);
  }

  /** Today, Yesterday, Monday, Monday 3 March, 3 March 2024 */
  day(ts: number, now = Date.now()): string {
    const days = Math.round((startOfDay(now) - startOfDay(ts)) / (24 * hour));
    if (days === 0) return this.words.today;
    if (days === 1) return this.words.yesterday;
    if (days > 1 && days < 7) return this.weekday.format(ts);
    return days < 300 ? this.date.format(ts) : this.longDate.format(ts);
  }

  /** As little as says it: 14:05, Yesterday, 3 Mar. */
  brief(ts: number, now = Date.now()): string {
    const days = Math.round((startOfDay(now) - startOfDay(ts)) / (24 * hour));
    if (days === 0) return this.clock.format(ts);
    if (days === 1) return this.words.yesterday;
    return days < 300 ? this.short.format(ts) : this.longDate.format(ts);
  }

  /** 3 March 2024, 14:05 */
  moment(ts: number): string {
    return `${this.day(ts)}, ${this.time(ts)}`;
  }
}

export function startOfDay(ts: number): number {
  const day = new Date(ts);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate()).getTime();
}
