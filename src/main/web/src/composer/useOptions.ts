import { useEffect, useMemo, useState } from 'react';
import type { Chat, RoomId, Username } from '../model/chat';
import { path } from '../model/calls';
import type { Member } from '../model/shapes';
import { useChat, useModel } from '../model/use';
import { findEmoji, loadEmoji } from '../text/emoji';
import type { EmojiTable } from '../text/emoji';
import { useWords } from '../words/words';
import type { Option, Token } from './completion';
import { people, rooms } from './completion';

const none: readonly Option[] = [];
const known = new WeakMap<Chat, Map<RoomId, Promise<Readonly<Record<Username, string>>>>>();

/** The first two hundred members: enough to complete from. Asked for once, when the first @ is typed in a room. */
function membersOf(chat: Chat, room: RoomId) {
  const rooms = known.get(chat) ?? new Map<RoomId, Promise<Readonly<Record<Username, string>>>>();
  known.set(chat, rooms);
  const asked =
    rooms.get(room) ??
    chat
      .call<{ members: readonly Member[] }>('GET', path`/rooms/${room}/members` + '?limit=200')
      .then(({ members }) => Object.fromEntries(members.map((member) => [member.user, member.name])));
  rooms.set(room, asked);
  asked.catch(() => rooms.delete(room));
  return asked;
}

/** What can be put in for what is being typed. */
export function useOptions(room: RoomId, token: Token | undefined): readonly Option[] {
  const chat = useChat();
  const words = useWords();
  const me = useModel((model) => model.me?.username);
  const myRooms = useModel((model) => model.rooms);
  const [members, setMembers] = useState<{ of: RoomId; names: Readonly<Record<Username, string>> }>();
  const [table, setTable] = useState<EmojiTable>();
  const mark = token?.mark;

  useEffect(() => {
    let gone = false;
    if (mark === '@') {
      membersOf(chat, room).then(
        (names) => {
          if (!gone) setMembers({ of: room, names });
        },
        () => undefined,
      );
    }
    if (mark === ':') {
      loadEmoji().then(
        (read) => {
          if (!gone) setTable(read);
        },
        () => undefined,
      );
    }
    return () => {
      gone = true;
    };
  }, [chat, mark, room]);

  return useMemo(() => {
    if (!token) return none;
    if (token.mark === '@') return people(token.typed, members?.of === room ? members.names : {}, me, words.everybody);
    if (token.mark === '#') return rooms(token.typed, myRooms ?? []);
    if (!table) return none;
    return findEmoji(table, token.typed, 8).map(({ emoji, names }) => {
      const name = names.find((one) => one.includes(token.typed.toLowerCase())) ?? '';
      return { key: emoji, insert: emoji, label: `:${name}:`, emoji };
    });
  }, [token, members, room, me, myRooms, table, words]);
}
