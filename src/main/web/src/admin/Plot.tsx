import { useWords } from '../words/words';
import type { Point } from './rates';
import { span } from './rates';

const width = 240;
const height = 56;

interface Props {
  readonly title: string;
  readonly points: readonly Point[];
  readonly of: (point: Point) => number | undefined;
  readonly said: (value: number) => string;
}

/** One figure over the last two minutes: how it is now in large, how it went as a line. */
export function Plot({ title, points, of, said }: Props) {
  const { admin: words } = useWords();
  const values = points.map(of);
  const known = values.filter((value) => value !== undefined);
  const highest = Math.max(0, ...known);
  const now = values.at(-1);
  const end = points.at(-1)?.ts ?? 0;
  const x = (ts: number) => (width * (1 - (end - ts) / span)).toFixed(1);
  const y = (value: number) => (height - 2 - (highest === 0 ? 0 : (value / highest) * (height - 4))).toFixed(1);
  let line = '';
  let open = false;
  points.forEach(({ ts }, i) => {
    const value = values[i];
    if (value !== undefined) line += open ? `L${x(ts)} ${y(value)}` : `M${x(ts)} ${y(value)}h0`; // h0 shows one that stands alone
    open = value !== undefined;
  });
  return (
    <figure className="plot">
      <figcaption>
        <span className="plot-title">{title}</span>
        <strong>{now === undefined ? '–' : said(now)}</strong>
      </figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" role="img" aria-label={words.plot(title, now === undefined ? '–' : said(now), said(highest))}>
        <path className="plot-ground" d={`M0 ${height - 1}H${width}`} />
        <path className="plot-line" d={line} />
      </svg>
      <span className="hint">{known.length === 0 ? words.noFigures : words.highest(said(highest))}</span>
    </figure>
  );
}
