// @vitest-environment node
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ProblemError } from '../../src/model/chat';
import { FakeServer } from './fakeServer';
import { freshDatabase, openTab, pass, stopTime } from './tab';
import type { Tab } from './tab';

let server: FakeServer;
let place: ReturnType<FakeServer['browser']>;
let alice: Tab;

beforeEach(async () => {
  stopTime();
  server = new FakeServer();
  server.room('tea', 'alice', 'bob');
  place = server.browser(undefined, 'alice');
  alice = openTab(place, freshDatabase());
  await pass();
  expect(alice.current().connection).toEqual({ is: 'online' });
});

afterEach(() => {
  alice.kill();
  vi.useRealTimers();
});

function is(): string {
  return alice.current().connection.is;
}

describe('the connection', () => {
  test('begins with the token in a frame, and in no address', () => {
    expect(server.socket.url).toBe('ws://hubbub.test/api/v1/ws');
    expect(server.socket.heard[0]).toMatchObject({ type: 'auth', token: expect.stringMatching(/^token-/) as string });
  });

  test.each([
    [1002, 'protocol'],
    [1003, 'protocol'],
    [1007, 'protocol'],
    [1008, 'protocol'],
    [1009, 'protocol'],
    [4403, 'disabled'],
    [4409, 'elsewhere'],
  ])('stops after %i', async (code, why) => {
    server.cut(code);
    await pass(120_000);
    expect(alice.current()).toMatchObject({ connection: { is: 'signedOut', why }, me: undefined, rooms: undefined });
    expect(server.sockets.size).toBe(0);
  });

  test.each([1000, 1001, 1006, 1011, 1012, 4408, 4413])('comes back after %i, and resumes', async (code) => {
    vi.spyOn(Math, 'random').mockReturnValue(0.5);
    server.cut(code);
    await pass(40);
    expect(is()).not.toBe('online');
    server.say('tea', 'bob', 'meanwhile');
    await pass(1000);
    expect(is()).toBe('online');
    const joins = server.socket.heard.filter((frame) => frame.type === 'join');
    expect(joins).toMatchObject([{ rooms: { tea: { since: 2, epoch: 'e1' } } }]);
    expect(alice.current().rooms?.[0]?.last?.text).toBe('meanwhile');
  });

  test('comes back after 10 s from a flood', async () => {
    server.cut(4429);
    await pass(9_900);
    expect(is()).toBe('waiting');
    await pass(1_000);
    expect(is()).toBe('online');
  });

  test('gets a token after 4401', async () => {
    server.revoke();
    server.cut(4401);
    await pass(1000);
    expect(is()).toBe('online');
    expect(server.calls.filter((call) => call === 'POST /auth/refresh')).toHaveLength(2);
  });

  test('is over after 4401 where there is no token to be had', async () => {
    server.revoke();
    server.isForgetful = true;
    server.cut(4401);
    await pass(1000);
    expect(alice.current().connection).toEqual({ is: 'signedOut', why: 'expired' });
  });

  test('waits as long as a server that goes wants it to', async () => {
    server.socket.tell({ type: 'bye', code: 1012, reason: 'restart', reconnect_ms: 7_000 });
    server.socket.end(1012);
    await pass(100);
    expect(alice.current().connection).toMatchObject({ is: 'waiting', draining: true });
    await pass(6_500);
    expect(is()).toBe('waiting');
    alice.send('tea', 'kept');
    await pass(1000);
    expect(is()).toBe('online');
    expect(server.sent.map((frame) => frame.text)).toEqual(['kept']);
  });

  test('tries ever more seldom, but at least each half minute', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.999);
    const tried: number[] = [];
    const before = place.openSocket.bind(place);
    server.isDown = true;
    alice.kill();
    alice = openTab({ ...place, fetch: (input, init) => (tried.push(Date.now()), place.fetch(input, init)), openSocket: before }, freshDatabase());
    await pass(200_000);
    const waits = tried.slice(1).map((at, i) => Math.round((at - tried[i]!) / 500) * 500);
    expect(waits.slice(0, 8)).toEqual([500, 1000, 2000, 4000, 8000, 16000, 30000, 30000]);
  });

  test('says honestly that there is no network, and comes back at once with it', async () => {
    place.network.isOnline = false;
    server.cut();
    await pass(60_000);
    expect(is()).toBe('offline');
    place.network.isOnline = true;
    (alice as Tab & { nudge(): void }).nudge();
    await pass(100);
    expect(is()).toBe('online');
  });

  test('is found dead within two heartbeats', async () => {
    server.socket.isDead = true;
    await pass(45_000);
    expect(server.sockets.size).toBe(1);
    expect(server.socket.isDead).toBe(false);
    expect(is()).toBe('online');
  });

  test('is found dead soon after the browser has woken up', async () => {
    server.socket.isDead = true;
    (alice as Tab & { nudge(): void }).nudge();
    await pass(6_000);
    expect(server.socket.isDead).toBe(false);
    expect(is()).toBe('online');
  });

  test('lives on in silence', async () => {
    const { socket } = server;
    await pass(300_000);
    expect(server.socket).toBe(socket);
    expect(socket.heard.filter((frame) => frame.type === 'ping').length).toBeGreaterThan(5);
  });

  test('goes on with a new token before the old one ends', async () => {
    const { socket } = server;
    await pass(850_000);
    expect(server.socket).toBe(socket);
    expect(socket.heard.filter((frame) => frame.type === 'auth')).toHaveLength(2);
  });

  test('goes on with a new token when the server warns', async () => {
    server.socket.tell({ type: 'error', code: 'unauthorized', message: 'Soon.' });
    await pass();
    expect(server.socket.heard.filter((frame) => frame.type === 'auth')).toHaveLength(2);
  });
});

describe('signing in and out', () => {
  test('shows the user, and forgets all at the end', async () => {
    expect(alice.current().me).toEqual({ username: 'alice', name: 'ALICE', guest: false });
    await alice.signOut();
    await pass();
    expect(alice.current()).toMatchObject({ connection: { is: 'signedOut' }, me: undefined, rooms: undefined, timelines: {}, names: {} });
    await pass(60_000);
    expect(server.sockets.size).toBe(0);
  });

  test('tells why it failed', async () => {
    await alice.signOut();
    await pass();
    const failed = await alice.signIn('alice', 'wrong').catch((e: unknown) => e);
    expect(failed).toBeInstanceOf(ProblemError);
    expect((failed as ProblemError).problem).toEqual({ status: 401, code: 'unauthorized', detail: 'It is unauthorized.' });
    expect(alice.current().connection).toEqual({ is: 'signedOut' });
  });

  test('as another user leaves nothing of the one before', async () => {
    alice.send('tea', 'from alice');
    await pass();
    server.isDown = true;
    server.cut();
    alice.send('tea', 'never sent');
    await pass();
    server.isDown = false;
    await alice.signIn('bob', 'right');
    alice.open('tea');
    await pass(2000);
    expect(alice.current().me?.username).toBe('bob');
    expect(alice.timeline('tea').pending).toEqual([]);
    expect(server.sent.map((frame) => frame.text)).toEqual(['from alice']);
  });

  test('renews a token that a call is refused with, once', async () => {
    server.revoke();
    const calls = await Promise.all([alice.call('GET', '/me'), alice.call('GET', '/me'), alice.call('GET', '/rooms')]);
    expect(calls[0]).toMatchObject({ username: 'alice' });
    expect(server.calls.filter((call) => call === 'POST /auth/refresh')).toHaveLength(2);
  });

  test('fails honestly where no server is', async () => {
    server.isDown = true;
    await expect(alice.call('GET', '/me')).rejects.toMatchObject({ problem: { status: 0 } });
    server.cut();
    await pass();
    await expect(alice.edit('tea', 1, 'x')).rejects.toMatchObject({ problem: { status: 0 } });
    await expect(alice.loadOlder('tea')).rejects.toMatchObject({ problem: { status: 0 } });
  });
});
