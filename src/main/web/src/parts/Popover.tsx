import type { KeyboardEvent, ReactNode } from 'react';
import { useEffect, useLayoutEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import './popover.css';

const gap = 4;
const edge = 8;

interface Props {
  /** What it hangs on; gets the focus back. */
  readonly anchor: HTMLElement;
  readonly label: string;
  readonly role?: 'menu' | 'dialog';
  readonly onClose: () => void;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
  readonly children: ReactNode;
}

/** Something small that floats beside a button until one chooses, presses Esc or clicks elsewhere. */
export function Popover({ anchor, label, role = 'dialog', onClose, onKeyDown, children }: Props) {
  const box = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const shown = box.current;
    if (!shown) return undefined;
    const place = () => {
      const at = anchor.getBoundingClientRect();
      const below = at.bottom + gap + shown.offsetHeight <= innerHeight - edge;
      const top = below ? at.bottom + gap : Math.max(edge, at.top - gap - shown.offsetHeight);
      const left = Math.min(Math.max(edge, at.right - shown.offsetWidth), innerWidth - shown.offsetWidth - edge);
      shown.style.top = `${Math.min(top, Math.max(edge, innerHeight - shown.offsetHeight - edge))}px`;
      shown.style.left = `${Math.max(edge, left)}px`;
    };
    place();
    const watched = typeof ResizeObserver === 'undefined' ? undefined : new ResizeObserver(place);
    watched?.observe(shown);
    return () => watched?.disconnect();
  }, [anchor]);

  useEffect(() => {
    const elsewhere = (event: PointerEvent) => {
      const on = event.target;
      if (on instanceof Node && !box.current?.contains(on) && !anchor.contains(on)) onClose();
    };
    addEventListener('pointerdown', elsewhere, true);
    return () => removeEventListener('pointerdown', elsewhere, true);
  }, [anchor, onClose]);

  useEffect(() => {
    const first = box.current?.querySelector<HTMLElement>('[data-first], [role^=menuitem], button, input');
    (first ?? box.current)?.focus();
    return () => {
      const active = document.activeElement;
      if (anchor.isConnected && (active === document.body || active === null)) anchor.focus();
    };
  }, [anchor]);

  return createPortal(
    <div
      ref={box}
      className="popover"
      role={role}
      aria-label={label}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.stopPropagation();
          event.nativeEvent.stopImmediatePropagation();
          onClose();
          anchor.focus();
        } else if (event.key === 'Tab' && role === 'menu') onClose();
        else onKeyDown?.(event);
      }}
    >
      {children}
    </div>,
    document.body,
  );
}
