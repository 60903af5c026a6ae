import { exclusively } from './exclusive';
import type { Exclusive } from './exclusive';

/** Where the protocol layer runs: a page, a shared worker, a test. */
export interface Place {
  /** Of the server, such as `https://chat.example.org`. */
  readonly origin: string;
  readonly exclusive: Exclusive;
  fetch(input: string, init: RequestInit): Promise<Response>;
  openSocket(url: string): WebSocket;
  /** Whether the browser has a network, as far as it knows. */
  isOnline(): boolean;
}

/** The page or worker that this runs in. */
export function here(): Place {
  return {
    origin: location.origin,
    exclusive: exclusively((navigator as { locks?: LockManager }).locks),
    fetch: (input, init) => fetch(input, init),
    openSocket: (url) => new WebSocket(url),
    isOnline: () => navigator.onLine,
  };
}
