import { useEffect, useRef } from 'react';
import type { Model, Room, RoomId } from '../model/chat';
import { nameOf, useChat } from '../model/use';
import { go } from '../route';
import { plain, visible } from '../text/visible';
import { remember, remembered } from './remembered';

export function mayNotify(): NotificationPermission | 'impossible' {
  return 'Notification' in globalThis ? Notification.permission : 'impossible';
}

/** Whether the person wants notifications on this browser, and the browser lets it. */
export function notifying(): boolean {
  return mayNotify() === 'granted' && remembered('notify') === 'yes';
}

export function setNotifying(on: boolean): void {
  remember('notify', on ? 'yes' : undefined);
}

/** Whether what is new in a room calls for this person: a direct message, or a mention. */
export function callsFor(before: Room | undefined, now: Room, model: Model): boolean {
  if (now.muted || !now.last || now.last.from === model.me?.username) return false;
  if (!before || before.last?.ts === now.last.ts) return false;
  return now.visibility === 'direct' ? now.unread > before.unread : now.mentioned > before.mentioned;
}

/** Shows a notification for what calls while the person looks elsewhere. */
export function useNotifications(here: RoomId | undefined): void {
  const chat = useChat();
  const open = useRef(here);
  useEffect(() => {
    open.current = here;
  }, [here]);

  useEffect(() => {
    let before = chat.current().rooms;
    return chat.subscribe(() => {
      const model = chat.current();
      if (model.rooms === before) return;
      const known = new Map(before?.map((room) => [room.id, room]));
      before = model.rooms;
      if (!notifying() || known.size === 0) return;
      for (const room of model.rooms ?? []) {
        const looked = room.id === open.current && document.visibilityState === 'visible' && document.hasFocus();
        if (!looked && callsFor(known.get(room.id), room, model)) notify(room, model);
      }
    });
  }, [chat]);
}

function notify(room: Room, model: Model): void {
  const { last } = room;
  if (!last) return;
  const from = plain(nameOf(model, last.from));
  const title = room.visibility === 'direct' ? from : `${from} · ${plain(room.name)}`;
  try {
    // The tag keeps several tabs from telling the same thing twice.
    const shown = new Notification(title, { body: visible(last.text ?? '').slice(0, 300), tag: `${room.id} ${last.ts}`, icon: '/icons/hubbub-192.png' });
    shown.onclick = () => {
      window.focus();
      go({ at: 'room', room: room.id });
      shown.close();
    };
  } catch {
    // Some phones let only a service worker notify.
  }
}
