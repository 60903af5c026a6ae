import type { ReactNode } from 'react';
import { visible } from './visible';

/** A text with what was found in it marked. The ranges count code points, as the server does, not units of UTF-16. */
export function Marked({ text, ranges }: { readonly text: string; readonly ranges: readonly (readonly [number, number])[] }) {
  const points = Array.from(visible(text));
  const shown: ReactNode[] = [];
  let at = 0;
  for (const [from, to] of ranges) {
    if (from < at || to <= from || from >= points.length) continue;
    shown.push(points.slice(at, from).join(''), <mark key={from}>{points.slice(from, to).join('')}</mark>);
    at = Math.min(to, points.length);
  }
  shown.push(points.slice(at).join(''));
  return shown;
}
