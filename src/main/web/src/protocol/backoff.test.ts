// @vitest-environment node
import { expect, test } from 'vitest';
import { backoff } from './backoff';

test('waits anything from nothing up to twice as long each time, and half a minute at the most', () => {
  const most = [0, 1, 2, 3, 4, 5, 6, 7, 1000].map((attempt) => backoff(attempt, () => 1));
  expect(most).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  expect(backoff(5, () => 0)).toBe(0);
});
