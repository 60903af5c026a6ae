type Ranges = readonly (readonly [number, number])[];

const before = 60;
const longest = 320;

/** The part of a long text around what was found in it, with the ranges moved along. All count code points. */
export function excerpt(text: string, ranges: Ranges): { text: string; ranges: Ranges } {
  const points = Array.from(text);
  if (points.length <= longest) return { text, ranges };
  const start = Math.max(0, Math.min((ranges[0]?.[0] ?? 0) - before, points.length - longest));
  const end = Math.min(points.length, start + longest);
  const lead = start > 0 ? 1 : 0;
  return {
    text: (lead ? '…' : '') + points.slice(start, end).join('') + (end < points.length ? '…' : ''),
    ranges: ranges.filter(([from, to]) => from >= start && to <= end).map(([from, to]) => [from - start + lead, to - start + lead] as const),
  };
}
