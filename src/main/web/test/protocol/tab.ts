import { vi } from 'vitest';
import type { Chat, Message, Timeline } from '../../src/model/chat';
import { Engine } from '../../src/protocol/engine';
import type { Place } from '../../src/protocol/place';
import { Seats } from '../../src/protocol/seats';
import { Store } from '../../src/protocol/store';

/** Time stands still but for `pass`. What IndexedDB does is no matter of time. */
export function stopTime(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  vi.setSystemTime(1_700_000_000_000);
}

/** Lets time pass, and everything happen that was due by then. */
export async function pass(ms = 100): Promise<void> {
  const step = Math.max(20, ms / 20);
  for (let passed = 0; passed < ms; passed += step) {
    await quiet();
    await vi.advanceTimersByTimeAsync(Math.min(step, ms - passed));
  }
  await quiet();
}

async function quiet(): Promise<void> {
  for (let i = 0; i < 30; i++) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

export interface Tab extends Chat {
  /** It is closed without a word, as when the browser is killed. */
  kill(): void;
  lines(room: string): readonly Message[];
  texts(room: string): (string | undefined)[];
  timeline(room: string): Timeline;
}

let databases = 0;

/** The name of a database that nobody has used. */
export function freshDatabase(): string {
  return `hubbub-test-${++databases}`;
}

/** A tab of a browser, with an engine of its own. */
export function openTab(place: Place, database: string): Tab {
  let isAlive = true;
  let die: () => void = () => undefined;
  const death = new Promise<never>((_, reject) => {
    die = () => reject(new Error('killed'));
  });
  death.catch(() => undefined);
  const mortal: Place = {
    ...place,
    // A browser takes back the locks of a tab that is gone.
    exclusive: (name, task) => place.exclusive(name, () => Promise.race([task(), death])),
    isOnline: () => isAlive && place.isOnline(),
    fetch: (input, init) => (isAlive ? place.fetch(input, init) : new Promise(() => undefined)),
  };
  const sockets: WebSocket[] = [];
  const engine = new Engine({ ...mortal, openSocket: (url) => (sockets.push(place.openSocket(url)), sockets.at(-1)!) }, new Store(database));
  const seat = new Seats(engine).take();
  void engine.start();
  const timeline = (room: string): Timeline => {
    const shown = seat.current().timelines[room];
    if (shown === undefined) {
      throw new Error(`${room} is not shown`);
    }
    return shown;
  };
  const lines = (room: string): Message[] => timeline(room).entries.filter((entry) => entry.kind === 'message');
  return Object.assign(seat, {
    timeline,
    lines,
    texts: (room: string) => lines(room).map((line) => line.text),
    kill: () => {
      isAlive = false;
      die();
      sockets.forEach((socket) => {
        socket.onmessage = socket.onclose = null;
        socket.close();
      });
    },
    nudge: () => engine.nudge(),
  });
}
