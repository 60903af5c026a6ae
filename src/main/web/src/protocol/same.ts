/** The object that was there before, where the new one has the same properties: so what has not changed stays the same. */
export function same<T extends object>(before: T | undefined, now: T): T {
  if (before === undefined) {
    return now;
  }
  const keys = Object.keys(now) as (keyof T)[];
  return keys.length === Object.keys(before).length && keys.every((key) => before[key] === now[key]) ? before : now;
}
