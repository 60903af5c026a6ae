import { scriptUrl } from '../protocol/trusted';

/** Has the browser keep the client for when there is no network. It waits until all else is done. */
export function keepShell(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const keep = () => void kept().catch(() => undefined);
  // One that lost the network in the midst of it is none: it begins again. Where there is one, nothing happens.
  addEventListener('online', keep);
  if (document.readyState === 'complete') setTimeout(keep, 3000);
  else addEventListener('load', () => setTimeout(keep, 3000));
}

/** A browser looks by itself whether there is a newer one. */
async function kept(): Promise<void> {
  const there = await navigator.serviceWorker.getRegistration();
  if (!there) await navigator.serviceWorker.register(scriptUrl('/sw.js'));
}
