import type { ReactNode } from 'react';
import type { Pages } from '../model/calls';
import { reason } from '../model/calls';
import { Button } from '../parts/Button';
import { Fault } from '../parts/Field';
import { useWords } from '../words/words';

interface Props {
  readonly label: string;
  readonly wanted: string;
  readonly onWanted: (wanted: string) => void;
  readonly pages: Pages<unknown>;
  readonly none: boolean;
  readonly children: ReactNode;
}

/** A list one looks for something in, page by page. */
export function Found({ label, wanted, onWanted, pages: { loading, problem, more }, none, children }: Props) {
  const words = useWords();
  return (
    <>
      <input className="input" type="search" dir="auto" maxLength={100} aria-label={label} placeholder={label} value={wanted} onChange={(event) => onWanted(event.target.value)} />
      {problem !== undefined && <Fault>{reason(problem, words.noServer)}</Fault>}
      {none && problem === undefined && <p className="hint" role="status">{loading ? words.loading : words.nothingFound}</p>}
      <ul className="people" aria-busy={loading}>{children}</ul>
      {more && <Button busy={loading} onClick={more}>{words.showMore}</Button>}
    </>
  );
}
