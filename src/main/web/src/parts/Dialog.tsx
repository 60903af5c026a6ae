import type { ReactNode } from 'react';
import { useEffect, useId, useRef } from 'react';
import { useWords } from '../words/words';
import { IconButton } from './Button';
import './dialog.css';

interface Props {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly wide?: boolean;
  /** Without its head line, which is still read out: for what is only a list to choose from. */
  readonly bare?: boolean;
}

/** The browser's own dialog: it keeps the focus inside, gives it back, and Esc closes it. */
export function Dialog({ title, onClose, children, wide, bare }: Props) {
  const words = useWords();
  const heading = useId();
  const dialog = useRef<HTMLDialogElement>(null);

  useEffect(() => {
    const shown = dialog.current;
    const before = document.activeElement;
    if (shown && !shown.open) shown.showModal();
    return () => {
      shown?.close();
      // Where the dialog goes away with its component, the browser does not give the focus back.
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);

  return (
    // The backdrop is part of the dialog, but outside its box; Esc does the same for the keyboard.
    <dialog
      ref={dialog}
      className={`dialog ${wide ? 'wide' : ''} ${bare ? 'bare' : ''}`}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onMouseDown={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <div className="dialog-box">
        <header className={bare ? 'unseen' : 'dialog-head'}>
          <h2 id={heading}>{title}</h2>
          {!bare && <IconButton name={words.close} icon="close" onClick={onClose} />}
        </header>
        {children}
      </div>
    </dialog>
  );
}

/** Asks before what cannot be undone. */
export function Confirm({ title, text, action, onYes, onClose }: { readonly title: string; readonly text: ReactNode; readonly action: string; readonly onYes: () => void; readonly onClose: () => void }) {
  const words = useWords();
  return (
    <Dialog title={title} onClose={onClose}>
      <div className="dialog-body">
        <p dir="auto">{text}</p>
        <div className="dialog-actions">
          <button type="button" className="button plain" onClick={onClose}>
            {words.cancel}
          </button>
          <button
            type="button"
            className="button danger"
            onClick={() => {
              onClose();
              onYes();
            }}
          >
            {action}
          </button>
        </div>
      </div>
    </Dialog>
  );
}
