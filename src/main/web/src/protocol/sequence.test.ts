// @vitest-environment node
import { expect, test } from 'vitest';
import type { Joined, LogEvent } from './frames';
import { Sequence } from './sequence';

function event(seq: number): LogEvent {
  return { type: 'message', room: 'tea', seq, ts: 0, from: 'bob', text: `${seq}` };
}

function joined(seq: number, recovered: boolean, events: number[], epoch = 'e'): Joined {
  return { type: 'joined', room: 'tea', epoch, seq, recovered, events: events.map(event) } as unknown as Joined;
}

function numbers(events: readonly LogEvent[]): number[] {
  return events.map(({ seq }) => seq);
}

test('lets through what is next, keeps what is early, and drops what is known', () => {
  const sequence = new Sequence('e', 5);
  expect(numbers(sequence.take(event(6)))).toEqual([6]);
  expect(numbers(sequence.take(event(6)))).toEqual([]);
  expect(numbers(sequence.take(event(9)))).toEqual([]);
  expect(numbers(sequence.take(event(8)))).toEqual([]);
  expect(sequence.hole).toBe(true);
  expect(numbers(sequence.take(event(7)))).toEqual([7, 8, 9]);
  expect(sequence.hole).toBe(false);
});

test('closes a hole by the answer to a join, with what came meanwhile', () => {
  const sequence = new Sequence('e', 5);
  sequence.take(event(9));
  const { afresh, events } = sequence.resume(joined(8, true, [6, 7, 8]));
  expect(afresh).toBe(false);
  expect(numbers(events)).toEqual([6, 7, 8, 9]);
  expect(sequence.head).toBe(9);
});

test('has a hole still where the answer falls short of its own head', () => {
  const sequence = new Sequence('e', 5);
  expect(numbers(sequence.resume(joined(8, true, [6])).events)).toEqual([6]);
  expect(sequence.hole).toBe(true);
});

test('begins afresh with another epoch, and where the answer does not go on from here', () => {
  for (const answer of [joined(3, false, [3]), joined(3, true, [3], 'other')]) {
    const sequence = new Sequence('e', 5);
    sequence.take(event(9));
    expect(sequence.resume(answer).afresh).toBe(true);
    expect(sequence.head).toBe(3);
    expect(sequence.hole).toBe(false);
    expect(numbers(sequence.take(event(4)))).toEqual([4]);
  }
});
