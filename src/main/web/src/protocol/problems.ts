/** Failures as the screens know them, from frames and from HTTP. */

import { ProblemError } from '../model/chat';
import type { Problem } from '../model/chat';
import type { ErrorFrame } from './frames';

/** HTTP statuses of the codes that a frame may bring: PROTOCOL.md 3.5. */
const STATUS: Readonly<Record<string, number>> = {
  bad_request: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  rate_limited: 429,
  unavailable: 503,
};

/** Nobody answers. */
export function unreachable(): ProblemError {
  return new ProblemError({ status: 0, code: 'unreachable', detail: 'The server cannot be reached.' });
}

export function refused(error: ErrorFrame): ProblemError {
  const problem: Problem = { status: STATUS[error.code] ?? 500, code: error.code, detail: error.message };
  return new ProblemError(
    error.retry_after_ms === undefined ? problem : { ...problem, retryAfterMs: error.retry_after_ms },
  );
}

/** The problem in the body of an answer; one is made up where it is no problem+json. */
export function problemOf(status: number, body: unknown, retryAfter: string | null): ProblemError {
  const told = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const waitMs = typeof told.retry_after_ms === 'number' ? told.retry_after_ms : Number(retryAfter ?? NaN) * 1000;
  const problem: Problem = {
    status,
    code: typeof told.code === 'string' ? told.code : 'internal',
    detail: typeof told.detail === 'string' ? told.detail : `The server answered ${status}.`,
  };
  return new ProblemError(Number.isFinite(waitMs) ? { ...problem, retryAfterMs: waitMs } : problem);
}

/** Whether the same is worth another try without anybody's doing. */
export function passes(problem: Problem): boolean {
  return problem.status === 0 || problem.status === 429 || problem.status >= 500;
}
