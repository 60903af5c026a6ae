// @vitest-environment node
import { expect, test } from 'vitest';
import type { Entry, Model, Timeline } from '../model/chat';
import { NOTHING, apply, diff } from './patch';

function line(seq: number, text = `${seq}`): Entry {
  return { kind: 'message', seq, ts: 0, from: 'bob', text, edited: false, deleted: false, reactions: {}, mentions: [] };
}

function timeline(entries: readonly Entry[], more: Partial<Timeline> = {}): Timeline {
  return { room: 'tea', fresh: true, entries, older: false, newer: false, pending: [], typing: [], receipts: {}, ...more };
}

const many = Array.from({ length: 300 }, (_, i) => line(i + 1));
const models: Model[] = [
  NOTHING,
  { ...NOTHING, connection: { is: 'online' }, me: { username: 'alice', name: 'A', guest: false }, presence: { bob: 'online' }, names: { bob: 'B' } },
  { ...NOTHING, timelines: { tea: timeline(many) }, rooms: [] },
  { ...NOTHING, timelines: { tea: timeline([...many, line(301)], { divider: 3 }) } },
  { ...NOTHING, timelines: { tea: timeline(many.with(150, line(151, 'edited')), { typing: ['bob'] }) } },
  { ...NOTHING, timelines: { tea: timeline([]), dev: timeline([line(1)]) }, presence: { carol: 'away' } },
  { ...NOTHING, timelines: { ['__proto__x']: timeline([line(1)]) }, names: { constructor: 'C' } },
];

test('whatever has changed arrives', () => {
  for (const before of models) {
    for (const after of models) {
      expect(apply(before, structuredClone(diff(before, after)))).toEqual(after);
    }
  }
});

test('what has not changed is not sent', () => {
  const before: Model = { ...NOTHING, timelines: { tea: timeline(many) } };
  const after: Model = { ...before, timelines: { tea: { ...timeline(many.with(150, line(151, 'edited'))) } } };
  expect(JSON.stringify(diff(before, after)).length).toBeLessThan(500);
});
