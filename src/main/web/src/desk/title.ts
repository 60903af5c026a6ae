import { useEffect } from 'react';
import type { Model, Room } from '../model/chat';
import { useModel } from '../model/use';
import { plain } from '../text/visible';

/** What calls for this person: messages in direct rooms, and mentions. */
export function callsOf(rooms: Model['rooms']): { calls: number; unread: boolean } {
  let calls = 0;
  let unread = false;
  for (const room of rooms ?? []) {
    if (room.muted) continue;
    calls += room.visibility === 'direct' ? room.unread : room.mentioned;
    unread ||= room.unread > 0;
  }
  return { calls, unread };
}

/** The title of the page: where one is, and whether there is something new. */
export function useTitle(room: Room | undefined): void {
  const rooms = useModel((model) => model.rooms);
  const name = room && plain(room.name);
  useEffect(() => {
    const { calls, unread } = callsOf(rooms);
    const mark = calls > 0 ? `(${calls}) ` : unread ? '• ' : '';
    document.title = `${mark}${name === undefined ? '' : `${name} · `}Hubbub`;
    if ('setAppBadge' in navigator) void (calls > 0 ? navigator.setAppBadge(calls) : navigator.clearAppBadge()).catch(() => undefined);
  }, [rooms, name]);
  useEffect(() => () => {
    document.title = 'Hubbub';
  }, []);
}
