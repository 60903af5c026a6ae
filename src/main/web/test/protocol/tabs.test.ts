// @vitest-environment node
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ProblemError } from '../../src/model/chat';
import { Host } from '../../src/protocol/host';
import { Replica } from '../../src/protocol/replica';
import { Store } from '../../src/protocol/store';
import { FakeServer } from './fakeServer';
import { freshDatabase, pass, stopTime } from './tab';

/** Locks as the browser has them: held until the task is done, or the tab is gone. */
class FakeLocks {
  private readonly held = new Map<string, (() => void)[]>();

  hold(name: string): void {
    this.held.set(name, []);
  }

  release(name: string): void {
    this.held.get(name)?.forEach((task) => task());
    this.held.delete(name);
  }

  request(name: string, task: () => void): Promise<void> {
    const waiting = this.held.get(name);
    if (waiting === undefined) {
      task();
    } else {
      waiting.push(task);
    }
    return Promise.resolve();
  }
}

let server: FakeServer;
let locks: FakeLocks;
let host: Host;
let ports: MessagePort[];

beforeEach(() => {
  stopTime();
  server = new FakeServer();
  server.room('tea', 'alice', 'bob');
  server.room('dev', 'alice', 'bob');
  locks = new FakeLocks();
  ports = [];
  host = new Host(server.browser(undefined, 'alice'), locks as unknown as LockManager, new Store(freshDatabase()));
});

afterEach(() => {
  ports.forEach((port) => port.close());
  vi.useRealTimers();
});

function tab(lock: string): Replica {
  const { port1, port2 } = new MessageChannel();
  ports.push(port1, port2);
  locks.hold(lock);
  host.serve(port1);
  const replica = new Replica();
  replica.attach(port2);
  replica.live(lock);
  return replica;
}

describe('the tabs of a browser', () => {
  test('share one connection, one login and one model', async () => {
    const one = tab('1');
    const two = tab('2');
    one.open('tea');
    await pass();
    two.open('tea');
    one.send('tea', 'hello');
    await pass();
    expect(server.sockets.size).toBe(1);
    expect(server.calls.filter((call) => call === 'POST /auth/refresh')).toHaveLength(1);
    expect(two.current()).toEqual(one.current());
    expect(two.current().timelines.tea?.entries).toMatchObject([{ text: 'hello' }]);
    expect(one.current().connection).toEqual({ is: 'online' });
  });

  test('keep what has not changed as the same object', async () => {
    const one = tab('1');
    one.open('tea');
    one.open('dev');
    server.say('tea', 'bob', 'one');
    server.say('tea', 'bob', 'two');
    await pass();
    const before = one.current();
    server.happen('tea', { type: 'edit', from: 'bob', target: 4, text: 'too' });
    await pass();
    const after = one.current();
    expect(after).not.toBe(before);
    expect(after.timelines.dev).toBe(before.timelines.dev);
    expect(after.timelines.tea?.entries[0]).toBe(before.timelines.tea?.entries[0]);
    expect(after.timelines.tea?.entries[1]).toMatchObject({ text: 'too' });
    expect(after.timelines.tea?.receipts).toBe(before.timelines.tea?.receipts);
    expect(after.rooms?.find((room) => room.id === 'dev')).toBe(before.rooms?.find((room) => room.id === 'dev'));
    expect(after.presence).toBe(before.presence);
    expect(after.names).toBe(before.names);
  });

  test('keep a room open until the last of them has closed it or is gone', async () => {
    const one = tab('1');
    const two = tab('2');
    one.open('tea');
    one.open('tea');
    two.open('tea');
    await pass();
    one.close('tea');
    one.close('tea');
    await pass();
    expect(Object.keys(one.current().timelines)).toEqual(['tea']);
    locks.release('2');
    await pass();
    expect(one.current().timelines).toEqual({});
  });

  test('leave when they are put away, and come back as they were', async () => {
    const one = tab('1');
    const two = tab('2');
    two.open('dev');
    await pass();
    two.depart();
    await pass();
    expect(one.current().timelines).toEqual({});
    two.arrive();
    await pass();
    expect(Object.keys(two.current().timelines)).toEqual(['dev']);
  });

  test('are away when all of them are', async () => {
    const states = (): unknown[] => server.socket.heard.filter((frame) => frame.type === 'presence').map((frame) => frame.state);
    const one = tab('1');
    const two = tab('2');
    await pass();
    one.attend('away');
    await pass();
    expect(states()).toEqual([]);
    two.attend('away');
    await pass();
    one.attend('online');
    await pass();
    expect(states()).toEqual(['away', 'online']);
  });

  test('hear what a call answers, and why it fails', async () => {
    const one = tab('1');
    const early = one.call('GET', '/me');
    await pass();
    await expect(early).resolves.toMatchObject({ username: 'alice' });
    const failing = one.call('GET', '/rooms/none').catch((e: unknown) => e);
    await pass();
    const failed = await failing;
    expect(failed).toBeInstanceOf(ProblemError);
    expect((failed as ProblemError).problem.code).toBe('not_found');
  });
});

describe('who reads', () => {
  test('is told at most once a second, with the highest only', async () => {
    const one = tab('1');
    one.open('tea');
    await pass();
    for (let i = 0; i < 10; i++) {
      server.say('tea', 'bob', `m${i}`);
    }
    await pass();
    expect(one.current().rooms?.find((room) => room.id === 'tea')?.unread).toBe(10);
    expect(one.current().timelines.tea?.divider).toBeUndefined();
    for (let seq = 3; seq <= 8; seq++) {
      one.read('tea', seq);
    }
    one.read('tea', 5);
    await pass();
    expect(one.current().rooms?.find((room) => room.id === 'tea')?.unread).toBe(4);
    await pass(3000);
    const reads = server.socket.heard.filter((frame) => frame.type === 'read').map((frame) => frame.seq);
    expect(reads).toEqual([3, 8]);
  });

  test('in another session is seen here', async () => {
    const one = tab('1');
    server.say('tea', 'bob', 'hello', { mentions: ['alice'] });
    await pass();
    server.say('tea', 'bob', 'all of you', { mentions: ['@room'] });
    await pass();
    const tea = (): unknown => one.current().rooms?.find((room) => room.id === 'tea');
    expect(tea()).toMatchObject({ unread: 2, mentioned: 2 });
    server.socket.tell({ type: 'receipt', room: 'tea', user: 'alice', seq: 3 });
    await pass();
    expect(tea()).toMatchObject({ unread: 1, mentioned: 1, read: 3 });
  });

  test('finds the divider where reading ended', async () => {
    const one = tab('1');
    await pass();
    server.say('tea', 'bob', 'hello');
    await pass();
    one.open('tea');
    await pass();
    expect(one.current().timelines.tea).toMatchObject({ divider: 1 });
    one.read('tea', 3);
    await pass();
    expect(one.current().timelines.tea).toMatchObject({ divider: 1 });
  });
});

describe('others', () => {
  test('are seen writing until they stop, fall silent or have said it', async () => {
    const one = tab('1');
    one.open('tea');
    await pass();
    const typing = (): unknown => one.current().timelines.tea?.typing;
    const types = (on: boolean): void => server.socket.tell({ type: 'typing', room: 'tea', user: 'bob', on });
    types(true);
    await pass();
    expect(typing()).toEqual(['bob']);
    await pass(5_000);
    types(true);
    await pass(5_000);
    expect(typing()).toEqual(['bob']);
    await pass(2_000);
    expect(typing()).toEqual([]);
    types(true);
    await pass();
    types(false);
    await pass();
    expect(typing()).toEqual([]);
    types(true);
    server.say('tea', 'bob', 'done');
    await pass();
    expect(typing()).toEqual([]);
  });

  test('are told of writing once in 3 s', async () => {
    const one = tab('1');
    await pass();
    for (let i = 0; i < 50; i++) {
      one.typing('tea');
      await pass(100);
    }
    expect(server.socket.heard.filter((frame) => frame.type === 'typing')).toHaveLength(2);
  });

  test('come and go', async () => {
    const one = tab('1');
    await pass();
    server.socket.tell({ type: 'presence', states: { bob: 'online', carol: 'away' } });
    server.socket.tell({ type: 'presence', user: 'bob', state: 'offline' });
    await pass();
    expect(one.current().presence).toEqual({ bob: 'offline', carol: 'away' });
    server.isDown = true;
    server.cut();
    server.isDown = false;
    await pass(2000);
    expect(one.current().presence).toEqual({});
  });

  test('take one out of a room, which is gone then', async () => {
    const one = tab('1');
    one.open('tea');
    await pass();
    server.happen('tea', { type: 'member', from: 'bob', user: 'alice', change: 'kicked' });
    server.rooms.get('tea')!.members.delete('alice');
    await pass();
    expect(one.current().rooms?.map((room) => room.id)).toEqual(['dev']);
    expect(one.current().timelines).toEqual({});
  });

  test('take one into a room, which is there then', async () => {
    const one = tab('1');
    await pass();
    server.room('new', 'alice');
    server.socket.tell({ type: 'inbox', room: 'new', unread: 0, mentioned: 0, seq: 1 });
    await pass();
    expect(one.current().rooms?.map((room) => room.id)).toContain('new');
    expect(server.socket.following.has('new')).toBe(true);
  });
});

describe('names', () => {
  test('that programs have a use for are good names', async () => {
    server.room('constructor', 'alice', 'constructor');
    const one = tab('1');
    expect(one.current().timelines.constructor).toBeUndefined();
    one.open('constructor');
    server.say('constructor', 'constructor', 'hello');
    await pass();
    expect(one.current().names.constructor).toBe('CONSTRUCTOR');
    expect(one.current().timelines.constructor).toMatchObject({ entries: [{ text: 'hello' }], receipts: { constructor: 3 } });
    one.close('constructor');
    await pass();
    expect(one.current().timelines.constructor).toBeUndefined();
  });
});

describe('many rooms', () => {
  test('are followed as far as one may, in one frame, the open ones first; the others are heard of', async () => {
    for (let i = 0; i < 250; i++) {
      server.room(`r${i}`, 'alice', 'bob');
    }
    const one = tab('1');
    await pass();
    const joins = server.socket.heard.filter((frame) => frame.type === 'join');
    expect(joins).toHaveLength(1);
    expect(server.socket.following.size).toBe(200);
    const other = [...server.rooms.keys()].find((id) => !server.socket.following.has(id))!;
    server.rooms.get(other)!.add({ type: 'message', from: 'bob', text: 'psst' });
    server.socket.tell({ type: 'inbox', room: other, unread: 1, mentioned: 0, seq: 3 });
    await pass(3000);
    expect(one.current().rooms?.[0]).toMatchObject({ id: other, unread: 1, last: { text: 'psst' } });
    one.open(other);
    await pass();
    expect(one.current().timelines[other]).toMatchObject({ fresh: true, entries: [{ text: 'psst' }] });
    expect(server.socket.heard.filter((frame) => frame.type === 'leave')).toHaveLength(1);
    server.cut();
    await pass(2000);
    const [again] = server.socket.heard.filter((frame) => frame.type === 'join');
    expect(Object.keys(again?.rooms ?? {})).toHaveLength(200);
    expect(Object.keys(again?.rooms ?? {})[0]).toBe(other);
  });
});
