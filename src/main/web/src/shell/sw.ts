/**
 * The service worker: it keeps the client itself, so that it opens without a network, and nothing else. Answers of the
 * API are never seen by it, let alone kept. The page is asked for first from the server, so a new version is there at once.
 */

interface Fetching extends Event {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

interface Lasting extends Event {
  waitUntil(done: Promise<unknown>): void;
}

/** The files of this build and their common name, put in when it is built. */
declare const __SHELL__: { readonly name: string; readonly files: readonly string[] };

const shell = __SHELL__;
const page = '/';

async function install(): Promise<void> {
  const cache = await caches.open(shell.name);
  await cache.addAll(shell.files);
}

async function clean(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((other) => other.startsWith('shell-') && other !== shell.name).map((other) => caches.delete(other)));
}

/** The page is the same wherever one comes in; the address, which may hold a secret, is not kept with it. */
async function open(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (noServer) {
    const kept = await caches.match(page);
    if (kept) return kept;
    throw noServer;
  }
}

async function file(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}

addEventListener('install', (event) => (event as Lasting).waitUntil(install()));
addEventListener('activate', (event) => (event as Lasting).waitUntil(clean()));
addEventListener('fetch', (event) => {
  const { request } = event as Fetching;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (request.mode === 'navigate' && /^\/(?:$|[ri]\/|admin\/?$)/.test(pathname)) (event as Fetching).respondWith(open(request));
  else if (pathname.startsWith('/assets/') || pathname.startsWith('/icons/')) (event as Fetching).respondWith(file(request));
});
