import { describe, expect, it } from 'vitest';
import { message, notice, timeline } from '../../test/fake/world';
import type { Entry } from '../model/chat';
import { readersBySeq, rowOfSeq, rowsOf } from './rows';

const noon = new Date(2027, 2, 10, 12).getTime();
const minute = 60_000;
const at = (seq: number, minutes: number, from = 'bob', part = {}) => message(seq, from, `m${seq}`, { ts: noon + minutes * minute, ...part });
const shape = (entries: Entry[], part = {}) =>
  rowsOf(timeline('r', entries, part), 'alice').map((row) => (row.is === 'message' || row.is === 'pending' ? `${row.is}${row.head ? ' head' : ''}` : row.is));

describe('grouping', () => {
  it('names an author once for five minutes', () => {
    expect(shape([at(1, 0), at(2, 4.9), at(3, 5), at(4, 6)])).toEqual(['begin', 'day', 'message head', 'message', 'message head', 'message']);
  });

  it('begins anew with another author, a notice or an answer', () => {
    expect(shape([at(1, 0), at(2, 1, 'chen'), at(3, 2), notice(4, { what: 'joined', from: 'mia', ts: noon + 3 * minute }), at(5, 3), at(6, 4, 'bob', { replyTo: 1 })])).toEqual(['begin', 'day', 'message head', 'message head', 'message head', 'notice', 'message head', 'message head']);
  });
});

describe('days', () => {
  it('are told where a new one begins', () => {
    expect(shape([at(1, 0), at(2, 60 * 11.99), at(3, 60 * 12)])).toEqual(['begin', 'day', 'message head', 'message head', 'day', 'message head']);
  });

  it('may be missing', () => {
    expect(shape([at(1, 0), at(2, 60 * 24 * 9)]).filter((is) => is === 'day')).toHaveLength(2);
  });
});

describe('what is new', () => {
  it('is parted from what was read, before the first message of others', () => {
    expect(shape([at(1, 0), at(2, 1, 'alice'), at(3, 2)], { divider: 1 })).toEqual(['begin', 'day', 'message head', 'message head', 'new', 'message head']);
  });

  it('has no line where there is nothing', () => {
    expect(shape([at(1, 0)], { divider: 1 })).not.toContain('new');
  });
});

describe('pending messages', () => {
  const pending = [{ key: 'k', room: 'r', text: 'x', at: noon + minute, state: 'sending' as const }];

  it('stand at the end, and stay the same line when they are taken', () => {
    const before = rowsOf(timeline('r', [at(1, 0)], { pending }), 'alice').at(-1);
    const after = rowsOf(timeline('r', [at(1, 0), at(2, 1, 'alice', { key: 'k' })]), 'alice').at(-1);
    expect(before?.key).toBe(after?.key);
  });

  it('do not stand under old messages one has jumped to', () => {
    expect(shape([at(1, 0)], { pending, newer: true })).not.toContain('pending head');
  });
});

it('finds the row of a seq, or of what comes after it', () => {
  const rows = rowsOf(timeline('r', [at(1, 0), at(5, 1)]), 'alice');
  expect(rowOfSeq(rows, 5)).toBe(3);
  expect(rowOfSeq(rows, 3)).toBe(3);
});

it('knows at which message readers are', () => {
  const shown = timeline('r', [at(1, 0), at(5, 1), at(9, 2)], { receipts: { chen: 7, dana: 99, mia: 5, omar: 0 } });
  expect([...readersBySeq(shown)]).toEqual([[5, ['chen', 'mia']], [9, ['dana']]]);
});

it('shows every one of 50,000 entries', () => {
  const entries = Array.from({ length: 50_000 }, (_, n) => at(n + 1, n * 3));
  const keys = rowsOf(timeline('r', entries), 'alice').map((row) => row.key);
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys.length).toBeGreaterThan(50_000);
});
