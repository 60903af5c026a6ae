import type { Entry, Message, Model, Notice, Room, Timeline } from '../../src/model/chat';

/** A team to look at: rooms, people, and what they say. */
const minute = 60_000;

export const people: Readonly<Record<string, string>> = {
  alice: 'Alice Marten',
  bob: 'Bob Okonkwo',
  chen: '陈晓明',
  dana: 'Dana Levi',
  omar: 'عمر حداد',
  lena: 'Lena Freifrau von Hohenstein-Wartenberg zu Oberkirchen',
  mia: 'Mia',
};

export function room(part: Partial<Room> & { id: string }): Room {
  return { name: part.id, topic: '', visibility: 'public', role: 'member', members: 7, seq: 1, read: 1, unread: 0, mentioned: 0, muted: false, ...part };
}

export function message(seq: number, from: string, text: string | undefined, part: Partial<Message> = {}): Message {
  return { kind: 'message', seq, ts: start + seq * minute, from, text, edited: false, deleted: text === undefined, reactions: {}, mentions: [], ...part };
}

export function notice(seq: number, part: Partial<Notice> & Pick<Notice, 'what' | 'from'>): Notice {
  return { kind: 'notice', seq, ts: start + seq * minute, ...part };
}

export function timeline(id: string, entries: readonly Entry[], part: Partial<Timeline> = {}): Timeline {
  return { room: id, fresh: true, entries, older: false, newer: false, pending: [], typing: [], receipts: {}, ...part };
}

const now = Date.now();
export const start = now - 64 * minute;
const yesterday = 24 * 60 * minute;

export const talk: readonly Entry[] = [
  notice(1, { what: 'joined', from: 'alice', ts: start - yesterday }),
  notice(2, { what: 'joined', from: 'bob', ts: start - yesterday + minute }),
  message(3, 'alice', 'Welcome! This is the room for **the garden project**.\n- plans live in `docs/plans`\n- decisions are written down here\n- be kind', { ts: start - yesterday + 2 * minute, reactions: { '🎉': ['bob', 'dana'], '🌱': ['alice'] } }),
  message(4, 'dana', 'שלום לכולם! איך אפשר לעזור?', { ts: start - yesterday + 30 * minute }),
  message(5, 'omar', 'أهلاً، سأجلب البذور غداً', { ts: start - yesterday + 32 * minute }),
  notice(6, { what: 'role', from: 'alice', user: 'bob', role: 'admin', ts: start - yesterday + 40 * minute }),
  message(7, 'bob', 'Morning all ☕'),
  message(8, 'bob', 'I wrote a small script that waters the beds:\n```python\nfor bed in beds:\n    if bed.moisture < 0.3:\n        bed.water(minutes=5)  # never longer than five minutes, otherwise the pump gets too hot\n```\nOpinions?'),
  message(10, 'chen', '看起来不错 👍 but what about rain?', { replyTo: 8 }),
  message(11, 'alice', 'We could ask https://open-meteo.com/en/docs?latitude=52.52&longitude=13.41&hourly=rain (free, no key).', { edited: true }),
  message(12, 'alice', 'See also [the notes](https://example.org/notes/garden).'),
  message(13, 'lena', '> waters the beds\n\nLovely. ~~Tomatoes~~ *Peppers* first, please. Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft says so too.', { reactions: { '❤️': ['alice', 'bob', 'chen'], '😂': ['mia'] } }),
  message(14, 'mia', undefined),
  message(15, 'bob', '@alice can you look at the pump before Friday? @omar has the spare part.', { mentions: ['alice', 'omar'] }),
  message(16, 'alice', 'Sure :smile: I will be there at nine.'),
  message(17, 'mia', '🌻🌻🌻'),
  message(18, 'dana', 'Who brings the ladder?'),
  message(19, 'chen', 'I can. Anything else?'),
];

const directTalk: readonly Entry[] = [
  message(1, 'bob', 'Lunch?'),
  message(2, 'alice', 'In ten minutes at the gate'),
  message(3, 'bob', 'Perfect 🙂'),
];

export const rooms: readonly Room[] = [
  room({ id: 'garden', name: 'Garden project', topic: 'Beds, seeds and the pump. Meeting each Friday at nine', role: 'owner', seq: 19, read: 17, unread: 2 }),
  room({ id: 'general', name: 'general', topic: 'For everybody', unread: 12 }),
  room({ id: 'p1', name: 'Budget 2027', visibility: 'private', role: 'admin', mentioned: 2, unread: 5 }),
  room({ id: 'random', name: 'random', muted: true, unread: 130 }),
  room({ id: 'long', name: 'The committee for the preservation of old apple varieties', unread: 1 }),
  room({ id: 'd-bob', name: 'Bob Okonkwo', visibility: 'direct', with: 'bob', unread: 3, members: 2 }),
  room({ id: 'd-dana', name: 'Dana Levi', visibility: 'direct', with: 'dana', members: 2 }),
  room({ id: 'd-omar', name: 'عمر حداد', visibility: 'direct', with: 'omar', members: 2 }),
  room({ id: 'd-lena', name: 'Lena Freifrau von Hohenstein-Wartenberg zu Oberkirchen', visibility: 'direct', with: 'lena', members: 2 }),
];

export function world(part: Partial<Model> = {}): Model {
  return {
    connection: { is: 'online' },
    me: { username: 'alice', name: 'Alice Marten', guest: false },
    rooms,
    timelines: {
      garden: timeline('garden', talk, { divider: 17, typing: ['bob', 'dana'], receipts: { bob: 19, chen: 19, dana: 18, omar: 13 } }),
      'd-bob': timeline('d-bob', directTalk, { receipts: { bob: 3 } }),
    },
    presence: { bob: 'online', dana: 'away', omar: 'online', alice: 'online' },
    names: people,
    ...part,
  };
}
