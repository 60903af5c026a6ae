// What may happen to machines and cables, while people write.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { composer, openRoom, say, signIn, texts } from './deeds.mjs';
import { api, eventually, kill, pause, stage } from './stage.mjs';

/** High enough for all that is said here to be in the document. */
const tall = { viewport: { width: 1280, height: 5000 } };

const numbered = (who, from, to) => Array.from({ length: to - from }, (_, n) => `${who} says ${from + n}`);

async function log(token, room) {
  const { events } = await api(1).call(token, 'GET', `/rooms/${room}/log?limit=1000`);
  return events.filter(({ type }) => type === 'message').map(({ text }) => text);
}

test('nothing is lost, doubled or out of order', async (t) => {
  const { person } = await stage(t);
  const { access_token: token } = await api().account('ann', 'Ann');
  await api().account('bob', 'Bob');
  const { access_token: bobs } = await api().call(undefined, 'POST', '/auth/login', { username: 'bob', password: 'tea at four, always' });
  const { id: room } = await api().call(token, 'POST', '/rooms', { name: 'Weather', visibility: 'public' });
  await api().call(bobs, 'POST', `/rooms/${room}/join`);
  const ann = await person(0, tall);
  const bob = await person(1, tall);
  for (const [{ page }, name] of [[ann, 'ann'], [bob, 'bob']]) {
    await signIn(page, name);
    await openRoom(page, 'Weather');
    // Until then the page itself needs the network.
    await page.waitForFunction(async () => (await navigator.serviceWorker.getRegistration())?.active);
  }

  const bothShow = (wanted) =>
    eventually(async () => {
      const stored = await log(bobs, room);
      for (const { page } of [ann, bob]) {
        const shown = await texts(page);
        if (shown.join('\n') !== stored.join('\n')) return `shown\n${shown.join('\n')}\nstored\n${stored.join('\n')}`;
      }
      return wanted.every((text) => stored.filter((one) => one === text).length === 1) ? '' : `stored\n${stored.join('\n')}`;
    }, 60_000);

  await t.test('offline for 20 s, with 5 messages written', async () => {
    ann.front.cut();
    await ann.context.setOffline(true);
    const written = numbered('offline ann', 0, 5);
    for (const text of written) await say(ann.page, text);
    await ann.page.locator('.connection').waitFor();
    await say(bob.page, 'bob goes on');
    await pause(20_000);
    assert.deepEqual((await texts(ann.page)).filter((text) => text.includes('offline')), written.map((text) => `…${text}`));
    ann.front.mend();
    await ann.context.setOffline(false);
    await bothShow([...written, 'bob goes on']);
    assert.deepEqual((await log(bobs, room)).filter((text) => text.includes('offline')), written, 'in the order written');
  });

  await t.test('an instance is killed in the midst of a talk', async () => {
    const each = 20;
    const talk = async ({ page }, who) => {
      for (const [n, text] of numbered(who, 0, each).entries()) {
        if (who === 'ann' && n === each / 2) kill(0);
        await say(page, text);
        await pause(120);
      }
    };
    await Promise.all([talk(ann, 'ann'), talk(bob, 'bob')]);
    await bothShow([...numbered('ann', 0, each), ...numbered('bob', 0, each)]);
    const stored = await log(bobs, room);
    for (const who of ['ann', 'bob']) {
      assert.deepEqual(stored.filter((text) => text.startsWith(`${who} says`)), numbered(who, 0, each), 'in the order written');
    }
  });

  await t.test('a reload while offline keeps what was written', async () => {
    // The page itself comes from its service worker then.
    ann.front.cut();
    await ann.context.setOffline(true);
    const written = numbered('reloaded ann', 0, 3);
    for (const text of written) await say(ann.page, text);
    await ann.page.reload();
    await composer(ann.page).waitFor();
    await eventually(async () => {
      const shown = (await texts(ann.page)).filter((text) => text.includes('reloaded'));
      return shown.join() === written.map((text) => `…${text}`).join() ? '' : shown.join();
    });
    ann.front.mend();
    await ann.context.setOffline(false);
    await bothShow(written);
  });

  assert.deepEqual([...ann.faults, ...bob.faults], []);
});
