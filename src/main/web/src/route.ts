import { useSyncExternalStore } from 'react';
import type { RoomId } from './model/chat';

/** Where the person is. It is all in the address, so that links work and Back goes back. */
export type Route = { at: 'home' } | { at: 'admin' } | { at: 'room'; room: RoomId; seq?: number };

const listeners = new Set<() => void>();
let known = { path: '', route: { at: 'home' } as Route };

export function parse(path: string): Route {
  if (/^\/admin\/?$/.test(path)) return { at: 'admin' };
  const found = /^\/r\/([a-z0-9][a-z0-9-]{0,63})(?:\/([1-9][0-9]{0,15}))?\/?$/.exec(path);
  if (!found?.[1]) return { at: 'home' };
  return found[2] ? { at: 'room', room: found[1], seq: Number(found[2]) } : { at: 'room', room: found[1] };
}

export function pathOf(route: Route): string {
  if (route.at === 'home') return '/';
  if (route.at === 'admin') return '/admin';
  return route.seq === undefined ? `/r/${route.room}` : `/r/${route.room}/${route.seq}`;
}

export function currentRoute(): Route {
  if (known.path !== location.pathname) known = { path: location.pathname, route: parse(location.pathname) };
  return known.route;
}

/** Goes there; `replace` leaves no step to go back to. */
export function go(to: Route, replace = false): void {
  const path = pathOf(to);
  if (path === location.pathname) return;
  if (replace) history.replaceState(null, '', path);
  else history.pushState(null, '', path);
  for (const told of listeners) told();
}

function subscribe(changed: () => void): () => void {
  listeners.add(changed);
  addEventListener('popstate', changed);
  return () => {
    listeners.delete(changed);
    removeEventListener('popstate', changed);
  };
}

export function useRoute(): Route {
  return useSyncExternalStore(subscribe, currentRoute);
}

/**
 * Takes the code of an invitation out of the address, where it must not stay: neither in the history nor in what a
 * person copies to somebody else.
 */
export function takeInvite(): string | undefined {
  const code = /^\/i\/([A-Za-z0-9_-]{1,128})\/?$/.exec(location.pathname)?.[1];
  if (location.pathname.startsWith('/i/')) history.replaceState(null, '', '/');
  return code;
}
