import type { ReactNode } from 'react';
import { createContext, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { reason } from '../model/calls';
import { useWords } from '../words/words';
import { IconButton } from './Button';
import './told.css';

interface Telling {
  /** Tells the person something for some seconds. */
  readonly tell: (text: string) => void;
  /** Does it, and tells where it fails; answers whether it went well. */
  readonly attempt: (what: Promise<unknown>) => Promise<boolean>;
}

const Context = createContext<Telling>({ tell: () => undefined, attempt: () => Promise.resolve(true) });
const shownFor = 6000;

export function Told({ children }: { readonly children: ReactNode }) {
  const words = useWords();
  const [told, setTold] = useState<{ text: string; n: number }>();

  const tell = useCallback((text: string) => setTold((before) => ({ text, n: (before?.n ?? 0) + 1 })), []);
  const attempt = useCallback(
    (what: Promise<unknown>) =>
      what.then(
        () => true,
        (problem: unknown) => {
          tell(reason(problem, words.wentWrong));
          return false;
        },
      ),
    [tell, words],
  );
  useEffect(() => {
    if (!told) return undefined;
    const over = setTimeout(() => setTold(undefined), shownFor);
    return () => clearTimeout(over);
  }, [told]);

  return (
    <Context value={useMemo(() => ({ tell, attempt }), [tell, attempt])}>
      {children}
      <div className="told" role="status">
        {told && (
          <div className="told-box" key={told.n}>
            <span dir="auto">{told.text}</span>
            <IconButton name={words.close} icon="close" onClick={() => setTold(undefined)} />
          </div>
        )}
      </div>
    </Context>
  );
}

export function useTelling(): Telling {
  return useContext(Context);
}
