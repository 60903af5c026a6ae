import { useSyncExternalStore } from 'react';
import { remember, remembered } from '../desk/remembered';

export type Theme = 'system' | 'light' | 'dark';

const listeners = new Set<() => void>();

export function chosenTheme(): Theme {
  const kept = remembered('theme');
  return kept === 'light' || kept === 'dark' ? kept : 'system';
}

/** Has the page look as chosen; the style sheet does the rest by `data-theme`. */
export function applyTheme(): void {
  const theme = chosenTheme();
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

export function chooseTheme(theme: Theme): void {
  remember('theme', theme === 'system' ? undefined : theme);
  applyTheme();
  for (const told of listeners) told();
}

export function useTheme(): Theme {
  return useSyncExternalStore((changed) => {
    listeners.add(changed);
    return () => listeners.delete(changed);
  }, chosenTheme);
}
