import { useEffect } from 'react';
import type { Room } from '../model/chat';
import { useChat } from '../model/use';
import { currentRoute, go } from '../route';
import type { Over } from '../screens/desk';

interface Keys {
  readonly show: (over: Over) => void;
  readonly escape: () => void;
  readonly search: () => void;
  /** Whether a dialog is open: then the keys are its own. */
  readonly over: boolean;
}

/** The keys that work everywhere. */
export function useKeys({ show, escape, search, over }: Keys): void {
  const chat = useChat();
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const command = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
      const key = event.key.toLowerCase();
      if (command && key === 'k') {
        event.preventDefault();
        show('switcher');
      } else if (over || document.querySelector('dialog[open]')) {
        return;
      } else if (command && key === 'f' && currentRoute().at === 'room') {
        event.preventDefault();
        search();
      } else if (event.altKey && !event.ctrlKey && !event.metaKey && (key === 'arrowup' || key === 'arrowdown')) {
        event.preventDefault();
        step(chat.current().rooms ?? [], key === 'arrowup' ? -1 : 1);
      } else if (event.key === 'Escape' && !event.defaultPrevented) {
        escape();
      } else if (event.key === '?' && !command && !event.altKey && !isWriting(event.target)) {
        event.preventDefault();
        show('keys');
      }
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, [chat, show, escape, search, over]);
}

/** To the next room in the order of the side bar. */
function step(rooms: readonly Room[], by: number): void {
  const order = [...rooms.filter((room) => room.visibility !== 'direct'), ...rooms.filter((room) => room.visibility === 'direct')];
  const here = currentRoute();
  const at = here.at === 'room' ? order.findIndex((room) => room.id === here.room) : by < 0 ? 0 : -1;
  const to = order[(at + by + order.length) % order.length];
  if (to) go({ at: 'room', room: to.id });
}

function isWriting(on: EventTarget | null): boolean {
  return on instanceof HTMLElement && (on.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(on.tagName)) && !(on instanceof HTMLTextAreaElement && on.value === '');
}
