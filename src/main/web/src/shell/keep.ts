import { scriptUrl } from '../protocol/trusted';

/** Has the browser keep the client for when there is no network. It waits until all else is done. */
export function keepShell(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const keep = () => void navigator.serviceWorker.register(scriptUrl('/sw.js')).catch(() => undefined);
  // One that lost the network in the midst of it is none: it begins again. Where there is one, nothing happens.
  addEventListener('online', keep);
  if (document.readyState === 'complete') setTimeout(keep, 3000);
  else addEventListener('load', () => setTimeout(keep, 3000));
}
