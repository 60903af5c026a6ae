import { useCallback, useEffect, useState } from 'react';
import type { Chat } from './chat';
import { ProblemError } from './chat';
import { useChat } from './use';

/** A path below `/api/v1` with its variable parts escaped: path`/rooms/${room}/members`. */
export function path(fixed: TemplateStringsArray, ...parts: (string | number)[]): string {
  return fixed.reduce((whole, piece, i) => whole + encodeURIComponent(String(parts[i - 1] ?? '')) + piece);
}

/** A list of the HTTP interface that comes in pages. */
export interface Pages<T> {
  readonly items: readonly T[];
  readonly loading: boolean;
  readonly problem: unknown;
  /** Absent on the last page. */
  readonly more?: () => void;
  /** Reads it again from the start. */
  readonly again: () => void;
}

interface State<T> {
  readonly of: string;
  readonly items: readonly T[];
  readonly cursor: string | null;
  readonly loading: boolean;
  readonly problem?: unknown;
}

type Page<T> = { readonly [plural in string]?: readonly T[] } & { readonly cursor: string | null };

async function read<T>(chat: Chat, from: string, plural: string, cursor: string | null): Promise<{ items: readonly T[]; cursor: string | null }> {
  const join = from.includes('?') ? '&' : '?';
  const at = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
  const page = await chat.call<Page<T>>('GET', `${from}${join}limit=200${at}`);
  return { items: page[plural] ?? [], cursor: page.cursor };
}

/** Reads a list while the component is there; `from` may be undefined where there is nothing to ask yet. */
export function usePages<T>(from: string | undefined, plural: string): Pages<T> {
  const chat = useChat();
  const [round, setRound] = useState(0);
  const [state, setState] = useState<State<T>>({ of: '', items: [], cursor: null, loading: true });

  useEffect(() => {
    if (from === undefined) return undefined;
    let gone = false;
    read<T>(chat, from, plural, null)
      .then((page) => {
        if (!gone) setState({ of: from, ...page, loading: false });
      })
      .catch((problem: unknown) => {
        if (!gone) setState({ of: from, items: [], cursor: null, loading: false, problem });
      });
    return () => {
      gone = true;
    };
  }, [chat, from, plural, round]);

  const again = useCallback(() => setRound((n) => n + 1), []);
  const mine = from === state.of;
  const more = () => {
    if (from === undefined || state.loading) return;
    setState({ ...state, loading: true });
    read<T>(chat, from, plural, state.cursor)
      .then((page) => {
        setState((now) => (now.of === from ? { of: from, items: [...now.items, ...page.items], cursor: page.cursor, loading: false } : now));
      })
      .catch((problem: unknown) => setState((now) => ({ ...now, loading: false, problem })));
  };
  return {
    items: mine ? state.items : [],
    loading: from !== undefined && (!mine || state.loading),
    problem: mine ? state.problem : undefined,
    again,
    ...(mine && state.cursor !== null ? { more } : {}),
  };
}

/** One sentence for a person about why something failed. */
export function reason(problem: unknown, otherwise: string): string {
  return problem instanceof ProblemError && problem.problem.detail !== '' ? problem.problem.detail : otherwise;
}
