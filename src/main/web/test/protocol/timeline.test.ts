// @vitest-environment node
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { FakeServer } from './fakeServer';
import { freshDatabase, openTab, pass, stopTime } from './tab';
import type { Tab } from './tab';

let server: FakeServer;
let database: string;
let alice: Tab;

beforeEach(async () => {
  stopTime();
  server = new FakeServer();
  database = freshDatabase();
  server.room('tea', 'alice', 'bob');
  for (let i = 1; i <= 80; i++) {
    server.say('tea', 'bob', `m${i}`);
  }
  alice = openTab(server.browser(undefined, 'alice'), database);
  alice.open('tea');
  await pass();
});

afterEach(() => {
  alice.kill();
  vi.useRealTimers();
});

function numbers(from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, i) => `m${from + i}`);
}

describe('a timeline', () => {
  test('shows the last messages of a room that is opened, and more on demand', async () => {
    expect(alice.texts('tea')).toEqual(numbers(31, 80));
    expect(alice.timeline('tea')).toMatchObject({ fresh: true, older: true, newer: false, receipts: { bob: 82 } });
    await alice.loadOlder('tea');
    await pass();
    expect(alice.texts('tea')).toEqual(numbers(1, 80));
    expect(alice.timeline('tea').older).toBe(false);
  });

  test('grows with what is said', async () => {
    server.say('tea', 'bob', 'new');
    await pass();
    expect(alice.texts('tea').at(-1)).toBe('new');
  });

  test('asks for what is missing, and shows nothing beyond it until it has come', async () => {
    server.fate = (frame) => (frame.type === 'message' && frame.text === 'lost' ? 'is lost' : 'arrives');
    server.say('tea', 'bob', 'lost');
    await pass();
    let asked = 0;
    server.refuse = (frame) => {
      asked += frame.type === 'join' ? 1 : 0;
      return frame.type === 'join' ? { code: 'unavailable', message: 'Later.', retry_after_ms: 500 } : undefined;
    };
    server.say('tea', 'bob', 'after');
    await pass();
    expect(asked).toBe(1);
    expect(alice.texts('tea').at(-1)).toBe('m80');
    expect(alice.timeline('tea').fresh).toBe(false);
    server.refuse = () => undefined;
    await pass(1000);
    expect(alice.texts('tea').slice(-2)).toEqual(['lost', 'after']);
    expect(alice.timeline('tea').fresh).toBe(true);
  });

  test('shows once what comes twice', async () => {
    server.fate = () => 'arrives twice';
    server.say('tea', 'bob', 'one');
    server.say('tea', 'bob', 'two');
    await pass();
    expect(alice.texts('tea').slice(-3)).toEqual(['m80', 'one', 'two']);
  });

  test('begins afresh when the log is another one, and so does the cache', async () => {
    const room = server.rooms.get('tea')!;
    server.isDown = true;
    server.cut();
    await pass();
    room.epoch = 'e2';
    room.log = room.log.slice(0, 10);
    server.isDown = false;
    await pass(2000);
    expect(alice.texts('tea')).toEqual(numbers(1, 8));
    expect(alice.timeline('tea')).toMatchObject({ fresh: true, older: false });
    alice.kill();
    alice = openTab({ ...server.browser(), fetch: () => new Promise(() => undefined) }, database);
    alice.open('tea');
    await pass();
    expect(alice.texts('tea')).toEqual(numbers(1, 8));
  });

  test('begins afresh when the server says so in the middle of a session', async () => {
    const room = server.rooms.get('tea')!;
    room.epoch = 'e2';
    room.log = room.log.slice(0, 5);
    server.join(server.socket, 'tea', Number.MAX_SAFE_INTEGER);
    server.say('tea', 'bob', 'anew');
    await pass();
    expect(alice.texts('tea')).toEqual([...numbers(1, 3), 'anew']);
  });

  test('begins afresh where too much was missed, and loads the rest on demand', async () => {
    server.isDown = true;
    server.cut();
    await pass();
    server.rooms.get('tea')!.replay = 10;
    for (let i = 81; i <= 200; i++) {
      server.say('tea', 'bob', `m${i}`);
    }
    server.isDown = false;
    await pass(3000);
    expect(alice.texts('tea')).toEqual(numbers(151, 200));
    await alice.loadOlder('tea');
    await pass();
    expect(alice.texts('tea')).toEqual(numbers(101, 200));
  });

  test('goes on to the end where a jump leads next to it', async () => {
    await alice.jump('tea', 12);
    await pass();
    expect(alice.texts('tea')).toEqual(numbers(1, 80));
    expect(alice.timeline('tea')).toMatchObject({ older: false, newer: false });
  });

  test('jumps to an old message, goes on from there without a hole, and back', async () => {
    for (let i = 81; i <= 400; i++) {
      server.say('tea', 'bob', `m${i}`);
    }
    alice.kill();
    alice = openTab(server.browser(undefined, 'alice'), freshDatabase());
    alice.open('tea');
    await pass();
    await alice.jump('tea', 102);
    await pass();
    expect(alice.texts('tea')).toEqual(numbers(76, 125));
    await alice.loadNewer('tea');
    await alice.loadOlder('tea');
    await pass();
    expect(alice.texts('tea')).toEqual(numbers(26, 175));
    expect(alice.timeline('tea')).toMatchObject({ older: true, newer: true });
    server.say('tea', 'bob', 'm401');
    server.happen('tea', { type: 'edit', from: 'bob', target: 102, text: 'edited' });
    await pass();
    expect(alice.texts('tea')).toHaveLength(150);
    expect(alice.lines('tea').find((line) => line.seq === 102)?.text).toBe('edited');
    await alice.jumpToEnd('tea');
    await pass();
    expect(alice.texts('tea')).toEqual(numbers(351, 401));
    await alice.jump('tea', 302);
    for (let i = 0; i < 3; i++) {
      await alice.loadNewer('tea');
    }
    await pass();
    expect(alice.texts('tea')).toEqual(numbers(276, 401));
    expect(alice.timeline('tea').newer).toBe(false);
  });

  test('is not undone by a page that was made before a change', async () => {
    const old = { ...server.rooms.get('tea')!.page(33, undefined, 50), type: 'history', room: 'tea' };
    server.refuse = (frame) => {
      if (frame.type === 'history') {
        // The page was read, then it changes, and only then the page arrives.
        server.happen('tea', { type: 'delete', from: 'bob', target: 10 });
        server.happen('tea', { type: 'reaction', from: 'bob', target: 11, emoji: '👍', on: true });
        setTimeout(() => server.socket.tell({ ...old, id: frame.id }), 50);
        return { code: 'never', message: '' };
      }
      return undefined;
    };
    server.fate = (frame) => (frame.type === 'error' ? 'is lost' : 'arrives');
    const loaded = alice.loadOlder('tea');
    await pass(200);
    await loaded;
    const [tenth, eleventh] = alice.lines('tea').filter((line) => line.seq === 10 || line.seq === 11);
    expect(tenth).toMatchObject({ deleted: true, text: undefined });
    expect(eleventh?.reactions).toEqual({ '👍': ['bob'] });
  });
});

describe('a message', () => {
  test('is edited, reacted to and deleted, and its text is gone from the cache', async () => {
    const { seq } = server.say('tea', 'bob', 'the secret');
    await pass(1000);
    server.happen('tea', { type: 'edit', from: 'bob', target: seq, text: 'the other secret' });
    server.happen('tea', { type: 'reaction', from: 'alice', target: seq, emoji: '👍', on: true });
    await pass(1000);
    expect(alice.lines('tea').at(-1)).toMatchObject({ text: 'the other secret', edited: true, reactions: { '👍': ['alice'] } });
    expect(alice.current().rooms?.[0]?.last?.text).toBe('the other secret');
    server.happen('tea', { type: 'delete', from: 'bob', target: seq });
    await pass(1000);
    expect(alice.lines('tea').at(-1)).toMatchObject({ text: undefined, deleted: true, reactions: {} });
    expect(JSON.stringify(alice.current())).not.toContain('secret');
    expect(await dump(database)).not.toContain('secret');
  });

  test('that was deleted while one was away is gone from what is shown and from the cache', async () => {
    const { seq } = server.say('tea', 'bob', 'the secret');
    await pass(1000);
    expect(await dump(database)).toContain('secret');
    server.isDown = true;
    server.cut();
    await pass();
    server.happen('tea', { type: 'delete', from: 'bob', target: seq });
    server.isDown = false;
    await pass(3000);
    expect(JSON.stringify(alice.current())).not.toContain('secret');
    expect(await dump(database)).not.toContain('secret');
  });

  test('of another room that is not open changes the preview in the list', async () => {
    server.room('dev', 'alice', 'bob');
    alice.roomsChanged();
    await pass();
    const { seq } = server.say('dev', 'bob', 'hello');
    await pass();
    expect(alice.current().rooms?.[0]).toMatchObject({ id: 'dev', unread: 1, last: { text: 'hello' } });
    server.happen('dev', { type: 'delete', from: 'bob', target: seq });
    await pass(3000);
    expect(alice.current().rooms?.find((room) => room.id === 'dev')?.last?.text).toBeUndefined();
    expect(alice.current().rooms?.find((room) => room.id === 'dev')?.unread).toBe(0);
  });
});

async function dump(name: string): Promise<string> {
  const { openDB } = await import('idb');
  const base = await openDB(name);
  const all = await Promise.all([...base.objectStoreNames].map((store) => base.getAll(store)));
  base.close();
  return JSON.stringify(all);
}
