/** What the HTTP interface answers, as far as the screens read it (PROTOCOL.md, section 4). */
import type { Presence, Role, RoomId, Username, Visibility } from './chat';

export interface Person {
  readonly username: Username;
  readonly name: string;
  readonly state?: Presence;
}

export interface Account extends Person {
  readonly guest: boolean;
  readonly administrator: boolean;
  readonly receipts: boolean;
}

export interface ListedRoom {
  readonly id: RoomId;
  readonly name: string;
  readonly topic: string;
  readonly visibility: Visibility;
  readonly slow_mode_s: number;
  readonly role: Role | null;
  readonly members: number;
}

export interface Member {
  readonly user: Username;
  readonly name: string;
  readonly role: Role;
  readonly state: Presence;
  readonly last_seen?: number;
}

export interface Ban {
  readonly user: Username;
  readonly name: string;
  readonly by: Username;
  readonly at: number;
}

export interface Mute extends Ban {
  readonly expires_at: number | null;
}

export interface Invite {
  readonly id: string;
  readonly created_by: Username;
  readonly created_at: number;
  readonly expires_at: number | null;
  readonly max_uses: number | null;
  readonly uses: number;
}

export interface MadeInvite extends Invite {
  readonly code: string;
  readonly url: string;
}

export interface InvitePreview {
  readonly name: string;
  readonly members: number;
}

export interface Login {
  readonly id: string;
  readonly created_at: number;
  readonly seen_at: number;
  readonly agent: string | null;
  readonly current: boolean;
}

export interface Hit {
  readonly room: RoomId;
  readonly seq: number;
  readonly event: { readonly ts: number; readonly from: Username; readonly text?: string };
  /** In code points. */
  readonly ranges: readonly (readonly [number, number])[];
}

export interface Readers {
  readonly count: number;
  readonly readers: readonly Username[];
}
