import type { Instance } from './shapes';

/** Milliseconds that plots look back. */
export const span = 120_000;

/** Milliseconds without news after which an instance counts as silent: it speaks every two seconds. */
export const silentAfter = 8_000;

/** All instances at one moment. */
export interface Point {
  readonly ts: number;
  /** Per second. */
  readonly in: number;
  readonly out: number;
  readonly sessions: number;
  /** Milliseconds; absent where nothing was delivered. */
  readonly p99: number | undefined;
}

/** An instance as it was heard last, and what became of it since it was heard before. */
interface Heard {
  readonly facts: Instance;
  /** When its news came, by the clock here. */
  readonly ts: number;
  readonly in: number;
  readonly out: number;
  readonly deliveries: readonly number[];
}

/** What is known after some answers of the server. Immutable. */
export interface Watch {
  readonly heard: ReadonlyMap<string, Heard>;
  readonly points: readonly Point[];
}

export const nothing: Watch = { heard: new Map(), points: [] };

/** Takes another answer in. Rates are by the clock of each instance: who says nothing new goes on as before, for a while. */
export function watched(before: Watch, instances: readonly Instance[], now: number): Watch {
  const heard = new Map<string, Heard>();
  for (const facts of instances) heard.set(facts.id, follow(before.heard.get(facts.id), facts, now));
  const speaking = [...heard.values()].filter(({ ts }) => now - ts < silentAfter);
  const sum = (of: (one: Heard) => number) => speaking.reduce((all, one) => all + of(one), 0);
  const bounds = instances[0]?.deliveries.bounds_us ?? [];
  const p99 = percentile(bounds, bounds.concat(0).map((_, i) => sum(({ deliveries }) => deliveries[i] ?? 0)), 0.99);
  const point = { ts: now, in: sum((one) => one.in), out: sum((one) => one.out), sessions: sum(({ facts }) => facts.sessions), p99 };
  // The first answer tells no rates yet.
  const points = before.heard.size === 0 ? [] : [...before.points.filter(({ ts }) => now - ts <= span), point];
  return { heard, points };
}

function follow(last: Heard | undefined, facts: Instance, now: number): Heard {
  if (!last || last.facts.started !== facts.started) return { facts, ts: now, in: 0, out: 0, deliveries: [] };
  const seconds = (facts.at - last.facts.at) / 1000;
  if (seconds <= 0) return last;
  const since = (of: (one: Instance) => number) => Math.max(0, of(facts) - of(last.facts));
  return {
    facts,
    ts: now,
    in: since((one) => one.messages_in) / seconds,
    out: since((one) => one.messages_out) / seconds,
    deliveries: facts.deliveries.counts.map((_, i) => since((one) => one.deliveries.counts[i] ?? 0)),
  };
}

/** In milliseconds, from how many took at most each bound (microseconds) and how many there are in all. */
export function percentile(bounds: readonly number[], counts: readonly number[], part: number): number | undefined {
  const all = counts[bounds.length] ?? 0;
  if (all === 0) return undefined;
  const rank = part * all;
  const at = bounds.findIndex((_, i) => (counts[i] ?? 0) >= rank);
  const last = bounds.at(-1) ?? 0;
  if (at < 0) return last / 1000;
  const [low, below] = at === 0 ? [0, 0] : [bounds[at - 1] ?? 0, counts[at - 1] ?? 0];
  const within = (rank - below) / Math.max(1, (counts[at] ?? 0) - below);
  return (low + within * ((bounds[at] ?? last) - low)) / 1000;
}
