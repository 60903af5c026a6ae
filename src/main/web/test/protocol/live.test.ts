// @vitest-environment node
import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import type { Chat } from '../../src/model/chat';
import { Engine } from '../../src/protocol/engine';
import { exclusively } from '../../src/protocol/exclusive';
import type { Place } from '../../src/protocol/place';
import { Seats } from '../../src/protocol/seats';
import { Store } from '../../src/protocol/store';

/**
 * The address of a server to try against, and a command that takes `stop` and `start`. Node 20 has WebSockets with
 * NODE_OPTIONS=--experimental-websocket.
 */
const server = process.env.HUBBUB_LIVE;

/** A browser without its cookie jar: what a cookie would carry is put into the body. */
function browser(): Place {
  let refresh: string | undefined;
  return {
    origin: server ?? '',
    exclusive: exclusively(undefined),
    isOnline: () => true,
    openSocket: (url) => new WebSocket(url),
    async fetch(input, init) {
      if (input.endsWith('/auth/refresh')) {
        init = { ...init, body: JSON.stringify({ refresh_token: refresh ?? 'none' }), headers: { 'Content-Type': 'application/json' } };
      }
      const answer = await fetch(input, { ...init, keepalive: false });
      const told = (await answer.clone().json().catch(() => ({}))) as { refresh_token?: string };
      refresh = told.refresh_token ?? refresh;
      return answer;
    },
  };
}

function start(place: Place, name: string): Chat {
  const engine = new Engine(place, new Store(name));
  const seat = new Seats(engine).take();
  void engine.start();
  return seat;
}

async function until(chat: Chat, what: (chat: Chat) => boolean, ms = 15_000): Promise<void> {
  const end = Date.now() + ms;
  while (!what(chat)) {
    if (Date.now() > end) {
      throw new Error(`not within ${ms} ms: ${what.toString()}\n${JSON.stringify(chat.current(), null, 1)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function texts(chat: Chat): string[] {
  const entries = chat.current().timelines.general?.entries ?? [];
  return entries.flatMap((entry) => (entry.kind === 'message' ? [entry.text ?? ''] : []));
}

describe.runIf(server !== undefined)('against a real server', () => {
  test('two people talk, also over a restart of the server', { timeout: 120_000 }, async () => {
    const places = [browser(), browser()];
    const run = Date.now().toString(36);
    const [alice, bob] = places.map((place, i) => start(place, `live-${run}-${i}`)) as [Chat, Chat];
    await Promise.all([until(alice, (c) => c.current().connection.is === 'signedOut'), until(bob, (c) => c.current().connection.is === 'signedOut')]);
    await alice.register(`alice-${run}`, 'tea at four o clock', 'Alice');
    await bob.guest('Bob');
    await Promise.all([until(alice, (c) => c.current().rooms !== undefined), until(bob, (c) => c.current().rooms !== undefined)]);
    alice.open('general');
    bob.open('general');
    for (let i = 0; i < 10; i++) {
      alice.send('general', `${run} from alice ${i}`);
      bob.send('general', `${run} from bob ${i}`);
    }
    const mine = (chat: Chat): string[] => texts(chat).filter((text) => text.startsWith(run));
    await until(alice, (c) => mine(c).length >= 20);
    await until(bob, (c) => mine(c).length >= 20);
    expect(mine(alice)).toEqual(mine(bob));
    expect(mine(alice).filter((text) => text.includes('alice'))).toEqual(Array.from({ length: 10 }, (_, i) => `${run} from alice ${i}`));
    alice.typing('general');
    await until(bob, (c) => c.current().timelines.general?.typing.length === 1);
    bob.read('general', bob.current().timelines.general?.entries.at(-1)?.seq ?? 0);
    await until(alice, (c) => Object.keys(c.current().timelines.general?.receipts ?? {}).length > 0);
    if (process.env.HUBBUB_LIVE_RESTART !== undefined) {
      const { execSync } = await import('node:child_process');
      execSync(`${process.env.HUBBUB_LIVE_RESTART} stop`, { stdio: 'ignore' });
      await until(alice, (c) => c.current().connection.is !== 'online');
      for (let i = 10; i < 15; i++) {
        alice.send('general', `${run} from alice ${i}`);
      }
      execSync(`${process.env.HUBBUB_LIVE_RESTART} start`, { stdio: 'ignore' });
      await until(alice, (c) => c.current().connection.is === 'online', 60_000);
      await until(bob, (c) => mine(c).length >= 25, 60_000);
      await until(alice, (c) => mine(c).length >= 25 && c.current().timelines.general?.pending.length === 0);
      await new Promise((resolve) => setTimeout(resolve, 1000));
      expect(mine(alice)).toEqual(mine(bob));
      expect(new Set(mine(alice)).size).toBe(25);
    }
    await alice.signOut();
    expect(alice.current().me).toBeUndefined();
  });
});
