/** The shared worker: one engine for all tabs of a browser. */

import { Host } from './host';
import { here } from './place';

const host = new Host(here(), (navigator as { locks?: LockManager }).locks);

addEventListener('connect', (event) => {
  const [port] = (event as globalThis.MessageEvent).ports;
  if (port !== undefined) {
    host.serve(port);
  }
});
