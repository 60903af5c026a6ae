const BASE_MS = 500;
const MOST_MS = 30_000;

/** How long to wait before another attempt: anything up to twice as long each time, so that clients do not come in herds. */
export function backoff(attempt: number, random: () => number = Math.random): number {
  return random() * Math.min(MOST_MS, BASE_MS * 2 ** Math.min(attempt, 16));
}
