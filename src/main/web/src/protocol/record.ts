/** Values by names that people choose. It has no others: `constructor` is a good name for a user, and for a room. */
export function record<T>(entries: Iterable<readonly [string, T]> = []): Readonly<Record<string, T>> {
  return Object.assign(Object.create(null) as Record<string, T>, Object.fromEntries(entries));
}
