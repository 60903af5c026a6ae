/** What has changed of the model, as plain data that crosses a MessagePort, and its application at the other side. Pure. */

import type { Entry, Model, Room, RoomId, Timeline } from '../model/chat';
import { record } from './record';

/** What a tab shows before it knows anything. */
export const NOTHING: Model = { connection: { is: 'starting' }, timelines: record(), presence: record(), names: record() };

/** New values by name; null where one is gone. */
type Changes<T> = Readonly<Record<string, T | null>>;

interface Splice {
  at: number;
  remove: number;
  insert: readonly Entry[];
}

interface TimelinePatch {
  fields: Partial<Timeline>;
  entries?: Splice;
}

export interface Patch {
  fields: Pick<Partial<Model>, 'connection' | 'me'>;
  rooms?: { order: readonly RoomId[]; changed: readonly Room[] } | null;
  timelines?: Changes<TimelinePatch>;
  presence?: Changes<Model['presence'][string]>;
  names?: Changes<string>;
}

export function diff(before: Model, after: Model): Patch {
  const patch: Patch = { fields: changedFields(before, after, ['connection', 'me']) };
  if (before.rooms !== after.rooms) {
    patch.rooms = after.rooms === undefined ? null : roomsDiff(before.rooms ?? [], after.rooms);
  }
  if (before.timelines !== after.timelines) {
    patch.timelines = changes(before.timelines, after.timelines, timelineDiff);
  }
  if (before.presence !== after.presence) {
    patch.presence = changes(before.presence, after.presence, (_, now) => now);
  }
  if (before.names !== after.names) {
    patch.names = changes(before.names, after.names, (_, now) => now);
  }
  return patch;
}

export function apply(model: Model, patch: Patch): Model {
  return {
    ...model,
    ...patch.fields,
    rooms: patch.rooms === undefined ? model.rooms : patched(model.rooms ?? [], patch.rooms),
    timelines: applied(model.timelines, patch.timelines, timelinePatched),
    presence: applied(model.presence, patch.presence, (_, now) => now),
    names: applied(model.names, patch.names, (_, now) => now),
  };
}

function changedFields<T extends object, K extends keyof T>(before: T, after: T, keys: readonly K[]): Pick<Partial<T>, K> {
  const fields = {} as Pick<Partial<T>, K>;
  for (const key of keys) {
    if (before[key] !== after[key]) {
      fields[key] = after[key];
    }
  }
  return fields;
}

function changes<T, P>(
  before: Readonly<Record<string, T>>,
  after: Readonly<Record<string, T>>,
  between: (was: T | undefined, now: T) => P,
): Changes<P> {
  const changed = Object.create(null) as Record<string, P | null>;
  for (const [name, now] of Object.entries(after)) {
    const was = before[name];
    if (was !== now) {
      changed[name] = between(was, now);
    }
  }
  for (const name of Object.keys(before)) {
    if (!Object.hasOwn(after, name)) {
      changed[name] = null;
    }
  }
  return changed;
}

function applied<T, P>(
  before: Readonly<Record<string, T>>,
  changed: Changes<P> | undefined,
  patch: (was: T | undefined, change: P) => T,
): Readonly<Record<string, T>> {
  if (changed === undefined) {
    return before;
  }
  const after = new Map(Object.entries(before));
  for (const [name, change] of Object.entries(changed)) {
    if (change === null) {
      after.delete(name);
    } else {
      after.set(name, patch(before[name], change));
    }
  }
  return record(after);
}

function roomsDiff(before: readonly Room[], after: readonly Room[]): NonNullable<Patch['rooms']> {
  const known = new Set(before);
  return { order: after.map((room) => room.id), changed: after.filter((room) => !known.has(room)) };
}

function patched(before: readonly Room[], patch: NonNullable<Patch['rooms']> | null): readonly Room[] | undefined {
  if (patch === null) {
    return undefined;
  }
  const rooms = new Map([...before, ...patch.changed].map((room) => [room.id, room]));
  return patch.order.map((id) => rooms.get(id)).filter((room) => room !== undefined);
}

function timelineDiff(before: Timeline | undefined, after: Timeline): TimelinePatch {
  const keys = Object.keys({ ...before, ...after }).filter((key) => key !== 'entries') as (keyof Timeline)[];
  const fields = changedFields<Partial<Timeline>, keyof Timeline>(before ?? {}, after, keys);
  return before?.entries === after.entries ? { fields } : { fields, entries: splice(before?.entries ?? [], after.entries) };
}

function timelinePatched(before: Timeline | undefined, { fields, entries }: TimelinePatch): Timeline {
  const were = before?.entries ?? [];
  const now = entries === undefined ? were : spliced(were, entries);
  return { ...before, ...fields, entries: now } as Timeline;
}

function spliced(before: readonly Entry[], { at, remove, insert }: Splice): readonly Entry[] {
  return [...before.slice(0, at), ...insert, ...before.slice(at + remove)];
}

/** The one part in which two lists differ. */
function splice(before: readonly Entry[], after: readonly Entry[]): Splice {
  const most = Math.min(before.length, after.length);
  let at = 0;
  while (at < most && before[at] === after[at]) {
    at++;
  }
  let tail = 0;
  while (tail < most - at && before[before.length - 1 - tail] === after[after.length - 1 - tail]) {
    tail++;
  }
  return { at, remove: before.length - at - tail, insert: after.slice(at, after.length - tail) };
}
