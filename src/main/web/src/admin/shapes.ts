/** What the routes of administrators answer, as far as their page reads it. */
import type { RoomId, Visibility } from '../model/chat';
import type { Account } from '../model/shapes';

export interface Instance {
  readonly id: string;
  readonly address: string;
  readonly version: string;
  readonly started: number;
  /** By its own clock; where it stands still, the instance is silent. */
  readonly at: number;
  readonly sessions: number;
  readonly messages_in: number;
  readonly messages_out: number;
  readonly loop_lag_us: number;
  readonly store: 'up' | 'away';
  readonly redis: 'up' | 'away' | 'none';
  /** How many deliveries took at most each of the bounds; one count more for all. */
  readonly deliveries: { readonly bounds_us: readonly number[]; readonly counts: readonly number[] };
}

export interface ListedAccount extends Account {
  readonly disabled: boolean;
}

export interface RoomEntry {
  readonly id: RoomId;
  readonly name: string;
  readonly topic: string;
  readonly visibility: Visibility;
  readonly kept: boolean;
  readonly members: number;
  readonly messages: number;
}
