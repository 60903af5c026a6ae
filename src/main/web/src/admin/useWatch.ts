import { useEffect, useState } from 'react';
import { ProblemError } from '../model/chat';
import { useChat } from '../model/use';
import type { Watch } from './rates';
import { nothing, watched } from './rates';
import type { Instance } from './shapes';

/** Milliseconds between two questions. */
const period = 2_000;

export interface Watching {
  readonly watch: Watch;
  /** When the last answer came; absent before the first one. */
  readonly ts: number | undefined;
  /** Why there was no answer last. */
  readonly problem: unknown;
}

/** Asks for the instances while the component is there and the page is looked at. */
export function useWatch(): Watching {
  const chat = useChat();
  const [state, setState] = useState<Watching>({ watch: nothing, ts: undefined, problem: undefined });
  useEffect(() => {
    let gone = false;
    let asking = false;
    const ask = () => {
      if (asking || document.hidden) return;
      asking = true;
      chat
        .call<{ readonly instances: readonly Instance[] }>('GET', '/admin/instances')
        .then(
          ({ instances }) => {
            const ts = Date.now();
            if (!gone) setState((before) => ({ watch: watched(before.watch, instances, ts), ts, problem: undefined }));
          },
          (problem: unknown) => {
            // Who is told that it is not for them, or not here, will be told so again.
            if (problem instanceof ProblemError && [403, 404].includes(problem.problem.status)) clearInterval(again);
            if (!gone) setState((before) => ({ ...before, problem }));
          },
        )
        .finally(() => {
          asking = false;
        });
    };
    const again = setInterval(ask, period);
    ask();
    return () => {
      gone = true;
      clearInterval(again);
    };
  }, [chat]);
  return state;
}
