import { createContext, useContext } from 'react';

/** What lies over the rooms. */
export type Over = 'switcher' | 'directory' | 'newRoom' | 'newDirect' | 'profile' | 'keys';

/** What stands beside the timeline. */
export type Panel = 'search' | 'members' | 'invites' | 'settings';

export interface Desk {
  readonly show: (over: Over) => void;
  readonly panel: Panel | undefined;
  readonly setPanel: (panel: Panel | undefined) => void;
}

export const DeskContext = createContext<Desk>({ show: () => undefined, panel: undefined, setPanel: () => undefined });

export function useDesk(): Desk {
  return useContext(DeskContext);
}
