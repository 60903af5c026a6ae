/** The way in for the screens. */

import type { Chat } from '../model/chat';
import { newKey } from './keys';
import { Replica } from './replica';
import { scriptUrl } from './trusted';
import workerUrl from './worker.ts?sharedworker&url';

/** A shared worker that does not answer in that time is done without. */
const PATIENCE_MS = 8_000;

/**
 * Starts the client: it shows what lies in the browser, and connects; all tabs of a browser over one connection where it
 * has shared workers. To be called once in a page.
 */
export function startChat(): Chat {
  const replica = new Replica();
  let isAlone = false;
  const goAlone = (): void => {
    if (!replica.isServed && !isAlone) {
      isAlone = true;
      void import('./alone').then(({ engineHere }) => replica.attach(engineHere()));
    }
  };
  try {
    const worker = new SharedWorker(scriptUrl(workerUrl), { type: 'module', name: 'hubbub' });
    worker.onerror = goAlone;
    replica.attach(worker.port);
    setTimeout(goAlone, PATIENCE_MS);
  } catch {
    goAlone();
  }
  holdLock((lock) => replica.live(lock));
  watch(replica);
  return replica;
}

/**
 * Holds a lock for as long as the page lives, which is how the worker learns that it does no more. The worker must not
 * hear of it before it is held: it would get it itself.
 */
function holdLock(held: (lock: string) => void): void {
  const name = `hubbub-tab-${newKey()}`;
  void (navigator as { locks?: LockManager }).locks?.request(name, () => {
    held(name);
    return new Promise<never>(() => undefined);
  });
}

function watch(replica: Replica): void {
  addEventListener('pagehide', () => replica.depart());
  addEventListener('pageshow', (shown) => {
    if (shown.persisted) {
      replica.arrive();
    }
  });
  for (const change of ['online', 'offline', 'pageshow']) {
    addEventListener(change, () => replica.nudge());
  }
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') {
      replica.nudge();
    }
  });
}
