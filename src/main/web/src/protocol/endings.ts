/** What the client does after each close code: PROTOCOL.md 3.6. */

export type Ending =
  /** It does not come back by itself. */
  | { then: 'stop'; why: 'disabled' | 'elsewhere' | 'protocol' }
  /** It gets a token first. */
  | { then: 'renew' }
  /** It comes back, not before that time. */
  | { then: 'return'; afterMs: number };

const FLOODED_MS = 10_000;

export function endingOf(code: number): Ending {
  switch (code) {
    case 1002:
    case 1003:
    case 1007:
    case 1008:
    case 1009:
      return { then: 'stop', why: 'protocol' };
    case 4401:
      return { then: 'renew' };
    case 4403:
      return { then: 'stop', why: 'disabled' };
    case 4409:
      return { then: 'stop', why: 'elsewhere' };
    case 4429:
      return { then: 'return', afterMs: FLOODED_MS };
    default:
      return { then: 'return', afterMs: 0 };
  }
}
