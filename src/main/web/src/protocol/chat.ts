/** The way in for the screens. */

import type { Chat } from '../model/chat';
import { Engine } from './engine';
import { here } from './place';
import { Seats } from './seats';
import { Store } from './store';

/** Starts the client: it shows what lies in the browser, and connects. To be called once in a page. */
export function startChat(): Chat {
  const engine = new Engine(here(), new Store());
  const seats = new Seats(engine);
  const seat = seats.take();
  void engine.start();
  return seat;
}
