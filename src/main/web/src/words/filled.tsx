import type { ReactNode } from 'react';
import { Fragment } from 'react';

/** A sentence of the catalogue with elements in it: `{name} joined`. Each language puts them where it wants. */
export function filled(sentence: string, parts: Readonly<Record<string, ReactNode>>): ReactNode {
  return sentence.split(/\{(\w+)\}/).map((piece, at) => <Fragment key={at}>{at % 2 === 1 ? parts[piece] : piece}</Fragment>);
}
