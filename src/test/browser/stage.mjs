// Two instances, the fronts before them, and browsers with people in them. BrowserIT starts the instances and says where
// they are and which Chromium to take.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { front } from './front.mjs';

const require = createRequire(new URL('../../main/web/package.json', import.meta.url));
const { chromium } = require('playwright-core');

export const axe = require('axe-core').source;
export const { en: words } = await import('../../main/web/src/words/en.ts');
export const password = 'tea at four, always';

const patience = 20_000;
const pictures = fileURLToPath(new URL('../../../target/browser/', import.meta.url));
const instances = (process.env.INSTANCES ?? '').split(',').map((one) => {
  const [port, pid] = one.split(':').map(Number);
  return { port, pid };
});

/** Where the instances are asked directly, by a program. */
export function api(instance = 0) {
  const base = `http://127.0.0.1:${instances[instance].port}/api/v1`;
  const call = async (token, method, path, body) => {
    const answer = await fetch(base + path, {
      method,
      headers: { ...(token && { Authorization: `Bearer ${token}` }), ...(body && { 'Content-Type': 'application/json' }) },
      body: body && JSON.stringify(body),
    });
    const text = await answer.text();
    assert.ok(answer.ok, `${method} ${path} was answered ${answer.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  };
  const account = (username, name) => call(undefined, 'POST', '/auth/register', { username, password, ...(name && { name }) });
  return { call, account };
}

/** Ends an instance as a power cut does. */
export function kill(instance) {
  process.kill(instances[instance].pid, 'SIGKILL');
}

/** Opens the stage; what it opened is closed when the test ends. */
export async function stage(test) {
  const browser = await chromium.launch({
    executablePath: process.env.BROWSER,
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  test.after(() => browser.close());

  /** Somebody at a browser of their own, before the front of one instance. */
  const person = async (instance, { at = '/', ...options } = {}) => {
    const before = await front(instance === 0 ? instances.map(({ port }) => port) : instances.map(({ port }) => port).reverse());
    test.after(() => before.close());
    const context = await browser.newContext({ baseURL: before.url, locale: 'en-GB', viewport: { width: 1280, height: 800 }, ...options });
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: before.url });
    context.setDefaultTimeout(patience);
    const faults = [];
    // Whatever breaks the policy, in a page or in a worker, is told to the page or to its console.
    await context.exposeBinding('tellFault', (source, what) => void faults.push(what));
    await context.addInitScript(() => {
      addEventListener('securitypolicyviolation', (event) => {
        window.tellFault(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
      });
    });
    context.on('page', (page) => {
      page.on('dialog', (dialog) => {
        faults.push(`dialog: ${dialog.message()}`);
        void dialog.dismiss();
      });
      page.on('pageerror', (error) => void faults.push(`error: ${error.stack ?? error}`));
      page.on('console', (message) => {
        // That a server cannot be reached, or refuses, is no fault of the client; the last is the browser's own look for a
        // newer service worker.
        if (message.type() === 'error' && !/Failed to load resource|WebSocket connection to|when fetching the script/.test(message.text())) {
          faults.push(`console: ${message.text()}`);
        }
      });
    });
    const page = await context.newPage();
    await page.goto(at);
    return { page, context, front: before, faults };
  };
  return { person };
}

/** Keeps a picture for a person to look at. */
export async function picture(page, name) {
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: `${pictures}${name}.png`, animations: 'disabled' });
}

/** Waits until `look` finds nothing to complain of; it returns what is still wrong. */
export async function eventually(look, within = patience) {
  const end = Date.now() + within;
  for (;;) {
    const wrong = await look();
    if (!wrong) return;
    if (Date.now() > end) assert.fail(`still after ${within} ms: ${wrong}`);
    await new Promise((soon) => setTimeout(soon, 100));
  }
}

export const pause = (ms) => new Promise((over) => setTimeout(over, ms));
