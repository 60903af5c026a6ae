import { inline } from './inline';
import type { Inline } from './inline';
import { lines } from './visible';

/**
 * What a message says in its simple formatting. It is data only; elements are made of it, never HTML. Everything that is
 * no formatting is text as it stands.
 */
export type Block =
  | { is: 'paragraph'; inline: Inline[] }
  | { is: 'code'; language: string; text: string }
  | { is: 'quote'; blocks: Block[] }
  | { is: 'list'; start?: number; items: Inline[][] };

/** Deeper quotes are shown as text: nobody means them. */
const deepest = 4;

const fence = /^ {0,3}(`{3,})\s*([\w+#.-]{0,24})\s*$/;
const quote = /^ {0,3}> ?/;
const bullet = /^ {0,6}[-*•] +(?=\S)/;
const numbered = /^ {0,6}(\d{1,9})[.)] +(?=\S)/;

export function parse(text: string): Block[] {
  return blocks(lines(text), 0);
}

function blocks(all: readonly string[], depth: number): Block[] {
  const found: Block[] = [];
  let paragraph: string[] = [];
  const endParagraph = () => {
    const said = trimmed(paragraph).join('\n');
    if (said !== '') found.push({ is: 'paragraph', inline: inline(said) });
    paragraph = [];
  };

  for (let at = 0; at < all.length; ) {
    const line = all[at] ?? '';
    const opened = fence.exec(line);
    if (opened) {
      const closes = new RegExp(`^ {0,3}\`{${opened[1]?.length ?? 3},}\\s*$`);
      let end = at + 1;
      while (end < all.length && !closes.test(all[end] ?? '')) end++;
      endParagraph();
      found.push({ is: 'code', language: opened[2] ?? '', text: all.slice(at + 1, end).join('\n') });
      at = end + 1;
    } else if (depth < deepest && quote.test(line)) {
      const quoted = run(all, at, (next) => quote.test(next));
      endParagraph();
      found.push({ is: 'quote', blocks: blocks(quoted.map((next) => next.replace(quote, '')), depth + 1) });
      at += quoted.length;
    } else if (bullet.test(line) || numbered.test(line)) {
      const mark = bullet.test(line) ? bullet : numbered;
      const listed = run(all, at, (next) => mark.test(next));
      const start = mark === numbered ? Number(numbered.exec(line)?.[1]) : undefined;
      endParagraph();
      found.push({ is: 'list', start, items: listed.map((next) => inline(next.replace(mark, ''))) });
      at += listed.length;
    } else {
      paragraph.push(line);
      at++;
    }
  }
  endParagraph();
  return found;
}

function run(all: readonly string[], from: number, like: (line: string) => boolean): string[] {
  let end = from;
  while (end < all.length && like(all[end] ?? '')) end++;
  return all.slice(from, end);
}

function trimmed(paragraph: readonly string[]): readonly string[] {
  let start = 0;
  let end = paragraph.length;
  while (start < end && paragraph[start]?.trim() === '') start++;
  while (end > start && paragraph[end - 1]?.trim() === '') end--;
  return paragraph.slice(start, end);
}
