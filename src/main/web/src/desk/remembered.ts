/**
 * Small things this browser keeps for the person: how it looks, drafts. Never a token. A browser may forbid storage;
 * then nothing is kept, and nothing breaks.
 */
const prefix = 'hubbub.';

export function remembered(what: string): string | undefined {
  try {
    return localStorage.getItem(prefix + what) ?? undefined;
  } catch {
    return undefined;
  }
}

export function remember(what: string, value: string | undefined): void {
  try {
    if (value === undefined || value === '') localStorage.removeItem(prefix + what);
    else localStorage.setItem(prefix + what, value);
  } catch {
    // Not kept.
  }
}

/** Forgets what begins so. */
export function forget(beginning: string): void {
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(prefix + beginning)) localStorage.removeItem(key);
    }
  } catch {
    // There was nothing.
  }
}
