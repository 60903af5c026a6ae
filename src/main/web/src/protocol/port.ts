/** What is said between a tab and the engine that serves it. */

import type { Chat, Problem, RoomId } from '../model/chat';
import type { Patch } from './patch';

/** What a tab has the engine do: all of Chat but what it does by itself. */
export type Method = Exclude<keyof Chat, 'current' | 'subscribe'>;

export type FromTab =
  /** It is there, and looks at these rooms. */
  | { is: 'here'; opened: readonly RoomId[]; attention: 'online' | 'away' }
  /** It holds a lock, and will for as long as it lives. */
  | { is: 'alive'; lock: string }
  | { is: 'gone' }
  /** The network may have changed, or the tab may have slept. */
  | { is: 'nudge' }
  /** With `id`, the answer is waited for. */
  | { is: 'call'; id?: number; method: Method; args: readonly unknown[] };

export type ToTab =
  /** With `first`, a change of nothing. */
  | { is: 'patch'; first: boolean; patch: Patch }
  | { is: 'answer'; id: number; value: unknown }
  | { is: 'refusal'; id: number; problem: Problem };
