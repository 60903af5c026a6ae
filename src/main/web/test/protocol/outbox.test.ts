// @vitest-environment node
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { exclusively } from '../../src/protocol/exclusive';
import { FakeServer } from './fakeServer';
import { freshDatabase, openTab, pass, stopTime } from './tab';
import type { Tab } from './tab';

let server: FakeServer;
let place: ReturnType<FakeServer['browser']>;
let database: string;
let tabs: Tab[];

beforeEach(() => {
  stopTime();
  server = new FakeServer();
  server.room('tea', 'alice', 'bob');
  database = freshDatabase();
  place = server.browser(exclusively(undefined), 'alice');
  tabs = [];
});

afterEach(() => {
  tabs.forEach((tab) => tab.kill());
  vi.useRealTimers();
});

async function tab(): Promise<Tab> {
  const opened = openTab(place, database);
  tabs.push(opened);
  opened.open('tea');
  await pass();
  return opened;
}

function said(): (string | undefined)[] {
  return server.rooms.get('tea')!.messages().map((message) => message.text);
}

describe('a message', () => {
  test('is shown at once, and then in the log, and never twice or not at all', async () => {
    const alice = await tab();
    const seen: number[] = [];
    alice.subscribe(() => {
      const { entries, pending } = alice.timeline('tea');
      seen.push(entries.filter((entry) => entry.kind === 'message').length + pending.length);
    });
    alice.send('tea', 'hello');
    await pass();
    expect(alice.texts('tea')).toEqual(['hello']);
    expect(new Set(seen)).toEqual(new Set([1]));
  });

  test.each(['ack', 'message'])('is shown once where the %s comes late', async (late) => {
    const alice = await tab();
    const seen: number[] = [];
    alice.subscribe(() => {
      const { entries, pending } = alice.timeline('tea');
      seen.push(entries.filter((entry) => entry.kind === 'message').length + pending.length);
    });
    server.fate = (frame) => {
      if (frame.type === late) {
        setTimeout(() => server.socket.tell(frame), 200);
        return 'is lost';
      }
      return 'arrives';
    };
    alice.send('tea', 'hello');
    await pass(1000);
    expect(alice.texts('tea')).toEqual(['hello']);
    expect(alice.timeline('tea').pending).toEqual([]);
    expect(new Set(seen)).toEqual(new Set([1]));
  });

  test('is sent again with its key where the acknowledgement is lost with the connection', async () => {
    const alice = await tab();
    server.fate = (frame) => (frame.type === 'ack' || frame.type === 'message' ? 'is lost' : 'arrives');
    alice.send('tea', 'hello');
    await pass();
    expect(said()).toEqual(['hello']);
    expect(alice.timeline('tea').pending).toHaveLength(1);
    server.fate = () => 'arrives';
    server.isDown = true;
    server.cut();
    await pass();
    server.isDown = false;
    await pass(2000);
    expect(said()).toEqual(['hello']);
    expect(alice.texts('tea')).toEqual(['hello']);
    expect(alice.timeline('tea').pending).toEqual([]);
    expect(new Set(server.sent.map((frame) => frame.key)).size).toBe(1);
  });

  test('that was written offline survives a reload, and is sent once and in order', async () => {
    const alice = await tab();
    server.isDown = true;
    server.cut();
    await pass();
    for (let i = 1; i <= 5; i++) {
      alice.send('tea', `m${i}`);
    }
    await pass(500);
    alice.kill();
    const reloaded = await tab();
    expect(reloaded.timeline('tea').pending.map((pending) => [pending.text, pending.state])).toEqual(
      [1, 2, 3, 4, 5].map((i) => [`m${i}`, 'sending']),
    );
    server.isDown = false;
    await pass(5000);
    expect(said()).toEqual(['m1', 'm2', 'm3', 'm4', 'm5']);
    expect(reloaded.texts('tea')).toEqual(said());
    expect(reloaded.timeline('tea').pending).toEqual([]);
    reloaded.kill();
    const again = await tab();
    await pass(2000);
    expect(again.timeline('tea').pending).toEqual([]);
    expect(server.sent).toHaveLength(5);
  });

  test('whose acknowledgement a reload has cut off is sent again as the same one', async () => {
    const alice = await tab();
    server.fate = (frame) => (frame.type === 'ack' || frame.type === 'message' ? 'is lost' : 'arrives');
    alice.send('tea', 'hello');
    await pass(10);
    alice.kill();
    server.fate = () => 'arrives';
    const reloaded = await tab();
    await pass(1000);
    expect(said()).toEqual(['hello']);
    expect(reloaded.texts('tea')).toEqual(['hello']);
    expect(reloaded.timeline('tea').pending).toEqual([]);
  });

  test.each(['forbidden', 'not_found', 'conflict', 'too_large', 'bad_request'])('fails with %s, and the next one goes', async (code) => {
    const alice = await tab();
    server.refuse = (frame) => (frame.type === 'send' && frame.text === 'bad' ? { code, message: 'It may not be.' } : undefined);
    alice.send('tea', 'bad');
    alice.send('tea', 'good');
    await pass();
    expect(alice.texts('tea')).toEqual(['good']);
    expect(alice.timeline('tea').pending).toMatchObject([{ text: 'bad', state: 'failed', problem: 'It may not be.' }]);
    server.refuse = () => undefined;
    await pass(60_000);
    expect(said()).toEqual(['good']);
    alice.retry(alice.timeline('tea').pending[0]!.key);
    await pass();
    expect(alice.texts('tea')).toEqual(['good', 'bad']);
    expect(alice.timeline('tea').pending).toEqual([]);
  });

  test('that failed stays so over a reload until it is discarded', async () => {
    const alice = await tab();
    server.refuse = (frame) => (frame.type === 'send' ? { code: 'forbidden', message: 'No.' } : undefined);
    alice.send('tea', 'bad');
    await pass();
    alice.kill();
    const reloaded = await tab();
    expect(reloaded.timeline('tea').pending).toMatchObject([{ text: 'bad', state: 'failed' }]);
    reloaded.discard(reloaded.timeline('tea').pending[0]!.key);
    await pass();
    reloaded.kill();
    expect((await tab()).timeline('tea').pending).toEqual([]);
  });

  test('waits as long as the server says, and those behind it, but not those of other rooms', async () => {
    server.room('dev', 'alice', 'bob');
    const alice = await tab();
    let isBusy = true;
    server.refuse = (frame) =>
      frame.type === 'send' && frame.room === 'tea' && isBusy
        ? { code: 'rate_limited', message: 'Slower.', retry_after_ms: 3000 }
        : undefined;
    alice.send('tea', 'one');
    alice.send('tea', 'two');
    await pass();
    alice.send('dev', 'elsewhere');
    isBusy = false;
    await pass(2500);
    expect(said()).toEqual([]);
    expect(server.rooms.get('dev')!.messages()).toHaveLength(1);
    await pass(1000);
    expect(said()).toEqual(['one', 'two']);
  });

  test('is tried again by itself where the store is away', async () => {
    const alice = await tab();
    let tries = 0;
    server.refuse = (frame) => (frame.type === 'send' && ++tries <= 3 ? { code: 'unavailable', message: 'Later.' } : undefined);
    alice.send('tea', 'one');
    await pass(60_000);
    expect(said()).toEqual(['one']);
    expect(tries).toBe(4);
  });

  test('of one of two tabs is sent by one of them, and shown by both', async () => {
    const one = await tab();
    const two = await tab();
    server.isDown = true;
    server.cut();
    await pass();
    for (let i = 1; i <= 4; i++) {
      (i % 2 === 0 ? one : two).send('tea', `m${i}`);
      await pass(40);
    }
    server.isDown = false;
    await pass(10_000);
    expect(said()).toEqual(['m1', 'm2', 'm3', 'm4']);
    expect(server.sent).toHaveLength(4);
    for (const shown of [one, two]) {
      expect(shown.texts('tea')).toEqual(['m1', 'm2', 'm3', 'm4']);
      expect(shown.timeline('tea').pending).toEqual([]);
    }
  });
});
