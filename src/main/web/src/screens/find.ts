import type { Room } from '../model/chat';

const most = 40;

/**
 * Rooms for some letters: those whose name begins with them, then those with a word that does, then those that have them
 * anywhere, then those that have them in this order. Rooms that are as good come with the unread ones first.
 */
export function findRooms(rooms: readonly Room[], wanted: string): Room[] {
  const said = wanted.trim().toLowerCase().replace(/^[@#]/, '');
  return rooms
    .map((room) => ({ room, rank: rankOf(room, said) }))
    .filter(({ rank }) => rank < 4)
    .sort((a, b) => a.rank - b.rank || weight(b.room) - weight(a.room))
    .slice(0, most)
    .map(({ room }) => room);
}

function weight(room: Room): number {
  if (room.muted) return 0;
  return room.mentioned > 0 ? 2 : room.unread > 0 ? 1 : 0;
}

function rankOf(room: Room, said: string): number {
  const names = [room.name.toLowerCase(), (room.with ?? room.id).toLowerCase()];
  if (names.some((name) => name.startsWith(said))) return 0;
  if (names.some((name) => name.split(/[\s_.-]+/).some((word) => word.startsWith(said)))) return 1;
  if (names.some((name) => name.includes(said))) return 2;
  return names.some((name) => inOrder(name, said)) ? 3 : 4;
}

function inOrder(name: string, said: string): boolean {
  let at = 0;
  for (const letter of said) {
    at = name.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
