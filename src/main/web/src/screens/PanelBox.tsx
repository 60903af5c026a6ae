import type { ReactNode } from 'react';
import { useEffect, useId, useRef } from 'react';
import { IconButton } from '../parts/Button';
import { useWords } from '../words/words';
import { useDesk } from './desk';

/** What stands beside the timeline; Esc and the cross close it, and the focus goes back to where it came from. */
export function PanelBox({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const words = useWords();
  const { setPanel } = useDesk();
  const heading = useId();
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    const panel = box.current;
    panel?.querySelector<HTMLElement>('[data-first]')?.focus();
    return () => {
      const within = panel?.contains(document.activeElement) === true || document.activeElement === document.body;
      if (within && before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <aside ref={box} className="panel" aria-labelledby={heading}>
      <header className="panel-head">
        <h2 id={heading}>{title}</h2>
        <IconButton name={words.close} icon="close" onClick={() => setPanel(undefined)} />
      </header>
      {children}
    </aside>
  );
}
