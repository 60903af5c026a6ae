// @vitest-environment node
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Entry, Message } from '../../src/model/chat';
import type { LogEvent } from '../../src/protocol/frames';
import { FakeServer } from './fakeServer';
import { freshDatabase, openTab, pass, stopTime } from './tab';
import type { Tab } from './tab';

const PEOPLE = ['alice', 'bob', 'carol'];
const EMOJI = ['👍', '🎉'];

beforeEach(() => stopTime());
afterEach(() => {
  vi.useRealTimers();
});

/** The same numbers for the same seed. */
function randomness(seed: number): (below: number) => number {
  let state = seed * 2_654_435_761;
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 3_266_489_917) >>> 0;
    return state % below;
  };
}

/** What a person should see of a log: told by the rules, and in another way than the client goes about it. */
function naively(log: readonly LogEvent[]): Message[] {
  const messages = new Map<number, Message & { reactions: Record<string, string[]> }>();
  for (const event of log) {
    if (event.type === 'message') {
      const { seq, ts, from, text, key, mentions = [] } = event;
      messages.set(seq, { kind: 'message', seq, ts, from, text, key, edited: false, deleted: false, reactions: {}, mentions });
      continue;
    }
    const target = 'target' in event ? messages.get(event.target) : undefined;
    if (target === undefined || target.deleted) {
      continue;
    }
    if (event.type === 'edit') {
      messages.set(target.seq, { ...target, text: event.text, edited: true, mentions: event.mentions ?? [] });
    } else if (event.type === 'delete') {
      messages.set(target.seq, { ...target, text: undefined, edited: false, deleted: true, reactions: {}, mentions: [] });
    } else if (event.type === 'reaction') {
      const users = (target.reactions[event.emoji] ?? []).filter((user) => user !== event.from);
      const reactions = { ...target.reactions, [event.emoji]: event.on ? [...users, event.from] : users };
      messages.set(target.seq, { ...target, reactions: Object.fromEntries(Object.entries(reactions).filter(([, by]) => by.length > 0)) });
    }
  }
  return [...messages.values()];
}

function plain(entries: readonly Entry[]): unknown[] {
  return entries
    .filter((entry) => entry.kind === 'message')
    .map(({ seq, ts, from, text, key, edited, deleted, reactions, mentions }) => {
      const sorted = Object.entries(reactions).map(([emoji, users]) => [emoji, [...users].sort()] as const);
      return { seq, ts, from, text, key, edited, deleted, mentions, reactions: Object.fromEntries(sorted.sort()) };
    });
}

test.each(Array.from({ length: 40 }, (_, i) => i + 1))('whatever happens on the way, all is seen as it is (%i)', async (seed) => {
  const random = randomness(seed);
  const server = new FakeServer();
  const place = server.browser(undefined, 'alice');
  const database = freshDatabase();
  const room = server.room('tea', ...PEOPLE);
  room.replay = seed % 4 === 0 ? 15 : 1000;
  server.fate = (frame) => {
    if (!('seq' in frame && 'from' in frame)) {
      return 'arrives';
    }
    const what = random(10);
    return what === 0 ? 'is lost' : what === 1 ? 'arrives twice' : 'arrives';
  };
  let alice: Tab = openTab(place, database);
  alice.open('tea');
  await pass(60);
  let sent = 0;
  for (let step = 0; step < 120; step++) {
    const messages = room.messages().filter((message) => !message.deleted);
    const some = messages[random(Math.max(1, messages.length))];
    const from = PEOPLE[1 + random(2)]!;
    switch (random(12)) {
      case 0:
      case 1:
      case 2:
        server.say('tea', from, `s${step}`, random(5) === 0 ? { mentions: ['alice'] } : {});
        break;
      case 3:
        if (some !== undefined) {
          server.happen('tea', { type: 'edit', from: some.from, target: some.seq, text: `e${step}` });
        }
        break;
      case 4:
        if (some !== undefined && random(3) === 0) {
          server.happen('tea', { type: 'delete', from: some.from, target: some.seq });
        }
        break;
      case 5:
      case 6:
        if (some !== undefined) {
          server.happen('tea', { type: 'reaction', from, target: some.seq, emoji: EMOJI[random(2)]!, on: random(3) > 0 });
        }
        break;
      case 7:
        alice.send('tea', `a${++sent}`);
        break;
      case 8:
        await pass(30);
        break;
      case 9:
        if (random(3) === 0) {
          server.cut([1006, 1012, 4413][random(3)]);
        }
        break;
      case 10:
        void alice.loadOlder('tea').catch(() => undefined);
        break;
      default:
        if (random(6) === 0) {
          alice.kill();
          alice = openTab(place, database);
          alice.open('tea');
        } else if (random(2) === 0 && some !== undefined) {
          alice.jump('tea', some.seq).then(
            () => alice.jumpToEnd('tea'),
            () => undefined,
          );
        }
    }
  }
  // In the end the network is good, and somebody says something more: a lost end shows by what comes after it.
  server.fate = () => 'arrives';
  await pass(40_000);
  server.say('tea', 'bob', 'the end');
  await pass(5_000);
  await alice.jumpToEnd('tea');
  while (alice.timeline('tea').older) {
    await alice.loadOlder('tea');
    await pass(40);
  }
  expect(plain(alice.timeline('tea').entries)).toEqual(plain(naively(room.log)));
  expect(alice.timeline('tea').pending).toEqual([]);
  const mine = room.log.filter((event) => event.type === 'message' && event.from === 'alice');
  expect(new Set(mine.map((event) => event.key)).size).toBe(mine.length);
  const numbers = mine.map((event) => Number((event as { text: string }).text.slice(1)));
  expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  const shown = alice.current().rooms?.[0];
  expect(shown).toMatchObject({ seq: room.head, unread: room.unread('alice'), mentioned: room.mentioned('alice') });
  alice.kill();
});
