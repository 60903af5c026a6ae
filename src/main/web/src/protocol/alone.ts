/** The engine in the page itself, for browsers without shared workers. */

import { Host } from './host';
import { here } from './place';

/** The port to an engine of this page's own. */
export function engineHere(): MessagePort {
  const { port1, port2 } = new MessageChannel();
  new Host(here(), undefined).serve(port1);
  return port2;
}
