// How the screens look, to a machine that knows the rules of accessibility, and in pictures to a person; and how heavy
// the client is.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { choose, composer, openRoom, signIn } from './deeds.mjs';
import { api, axe, pause, picture, stage, words } from './stage.mjs';

const budget = 150 * 1024;
/** Milliseconds after which a screen on this machine has all it asks for. */
const settles = 700;
const sizes = { wide: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };
const wanted = (process.env.SIZES ?? 'wide,phone').split(',');

const esc = (page) => page.keyboard.press('Escape');
const add = (item) => (page) => choose(page, words.add, item);
const panel = (item) => (page) => choose(page, words.roomMenu, item);

/** Each screen, how one comes there from a room, and how back. */
const screens = {
  room: [() => undefined],
  members: [(page) => page.locator('.members-button').click(), esc],
  invites: [panel(words.invites), esc],
  settings: [panel(words.roomSettings), esc],
  search: [(page) => page.getByRole('button', { name: words.search, exact: true }).first().click(), esc],
  switcher: [(page) => page.keyboard.press('Control+k'), esc],
  keys: [async (page) => { await page.locator('.room-title').click(); await page.keyboard.press('?'); }, esc],
  menu: [(page) => page.getByRole('button', { name: words.roomMenu, exact: true }).click(), esc],
};
const home = {
  home: [() => undefined],
  directory: [add(words.browseRooms), esc],
  'new-room': [add(words.newRoom), esc],
  'new-direct': [add(words.newDirect), esc],
  profile: [(page) => page.locator('button.own').click(), esc],
};

/** What would keep people from using it, by the rules of axe. */
async function violations(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  return found.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ html, failureSummary }) => `${id} ${html.slice(0, 160)} ${failureSummary}`));
}

async function look(t, page, set, name) {
  for (const [screen, [open, close]] of Object.entries(set)) {
    await t.test(`${screen}, ${name}`, async () => {
      await open(page);
      // What a screen needs is fetched when it is opened.
      await pause(settles);
      try {
        const serious = [];
        for (const colorScheme of ['light', 'dark']) {
          await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
          await picture(page, `${screen}-${name}-${colorScheme}`);
          serious.push(...(await violations(page)).map((one) => `${colorScheme}: ${one}`));
        }
        assert.deepEqual(serious, []);
      } finally {
        await close?.(page);
      }
    });
  }
}

/** A room as people leave it. */
async function seed() {
  const { call, account } = api();
  const { access_token: ann } = await account('ann', 'Ann Ångström');
  const { access_token: bob } = await account('bob', 'Bob');
  const { access_token: cid } = await account('cid', 'محمد بن عبد الله');
  const { id } = await call(ann, 'POST', '/rooms', { name: 'Garden party', topic: 'Saturday, four o’clock, bring a hat', visibility: 'public' });
  for (const token of [bob, cid]) await call(token, 'POST', `/rooms/${id}/join`);
  const say = async (token, text, more) => (await call(token, 'POST', `/rooms/${id}/messages`, { text, ...more })).seq;
  await say(ann, 'Who brings the **tea**? @bob perhaps?');
  const offer = await say(bob, 'I can. _Darjeeling_ or ~~coffee~~ anything else: https://example.org/a/very/long/address/that/has/to/be/broken/somewhere/or/it/would/run/out/of/its/column');
  await say(cid, 'سأحضر الكعك', { reply_to: offer });
  await call(ann, 'PUT', `/rooms/${id}/messages/${offer}/reactions/${encodeURIComponent('🫖')}`);
  await say(bob, '```js\nconst cups = people.map((one) => one.cup ?? "a spare one");\n```');
  await say(bob, '> Who brings the tea?\n\n- milk\n- sugar\n- lemon');
  await say(ann, 'W' + 'o'.repeat(300) + 'w');
  const gone = await say(ann, 'this goes away');
  await call(ann, 'DELETE', `/rooms/${id}/messages/${gone}`);
  await call(ann, 'POST', '/rooms', { name: 'A room whose name is as long as a name may ever be, or nearly', visibility: 'private' });
  const { id: direct } = await call(ann, 'POST', '/direct', { user: 'bob' });
  await call(ann, 'POST', `/rooms/${direct}/messages`, { text: 'Between you and me' });
  const { code } = await call(ann, 'POST', `/rooms/${id}/invites`, {});
  await account('dan', 'Dan, who is in no room');
  return `/i/${code}`;
}

test('the screens', async (t) => {
  const invitation = await seed();
  const { person } = await stage(t);
  for (const [name, viewport] of wanted.map((one) => [one, sizes[one]])) {
    const front = await person(0, { viewport });
    await look(t, front.page, {
      'sign-in': [() => undefined],
      register: [(page) => page.getByRole('button', { name: words.way.register }).click()],
      guest: [(page) => page.getByRole('button', { name: words.asGuest }).click()],
    }, name);
    await front.page.reload();
    await signIn(front.page, 'ann');
    await look(t, front.page, home, name);
    await openRoom(front.page, 'Garden party');
    await look(t, front.page, screens, name);
    const leave = async (page) => {
      const back = page.getByRole('button', { name: words.back });
      if (await back.isVisible()) await back.click();
    };
    await leave(front.page);
    await look(t, front.page, {
      direct: [(page) => openRoom(page, 'Bob'), leave],
      empty: [(page) => openRoom(page, 'A room whose name')],
      'search-nothing': [async (page) => {
        await page.getByRole('button', { name: words.search, exact: true }).first().click();
        await page.getByRole('searchbox').fill('nothing has this');
        await page.keyboard.press('Enter');
      }, esc],
      offline: [async (page) => {
        front.front.cut();
        await front.context.setOffline(true);
        await page.locator('.connection').waitFor();
      }],
    }, name);
    assert.deepEqual(front.faults, []);
    await front.context.close();

    const root = await person(0, { viewport });
    await signIn(root.page, 'root');
    await root.page.locator('button.own').click();
    await root.page.getByRole('button', { name: words.admin.title }).click();
    await root.page.locator('.instance').nth(1).waitFor();
    await root.page.locator('.plot-line[d*=L]').first().waitFor({ state: 'attached' });
    const part = (name) => (page) => page.getByRole('radio', { name }).check({ force: true });
    const actions = (name) => (page) => page.getByRole('button', { name: words.admin.actionsFor(name) }).click();
    const sure = (item) => (page) => page.getByRole('menuitem', { name: item }).click();
    await look(t, root.page, {
      admin: [() => undefined],
      'admin-rooms': [part(words.rooms)],
      'admin-end': [async (page) => { await actions('Garden party')(page); await sure(words.endRoom)(page); }, esc],
      'admin-accounts': [part(words.admin.accounts)],
      'admin-menu': [actions('@dan'), esc],
      'admin-erase': [async (page) => { await actions('@dan')(page); await sure(words.admin.erase)(page); }, esc],
      'admin-nothing': [async (page) => { await page.getByRole('searchbox').fill('nobody has this'); await page.getByText(words.nothingFound).waitFor(); }],
    }, name);
    assert.deepEqual(root.faults, []);
    await root.context.close();

    const dan = await person(1, { viewport, at: invitation });
    await look(t, dan.page, { invitation: [() => undefined] }, name);
    await dan.page.goto('/');
    await signIn(dan.page, 'dan');
    await look(t, dan.page, { lonely: [() => undefined] }, name);
    await dan.page.goto(invitation);
    await look(t, dan.page, { invited: [() => undefined] }, name);
    assert.deepEqual(dan.faults, []);
    await dan.context.close();
  }
});

test('the first load is light', async (t) => {
  const { person } = await stage(t);
  const someone = await person(1, { at: '/' });
  await signIn(someone.page, 'ann');
  await openRoom(someone.page, 'Garden party');

  // Cold: a new browser with nothing but the login.
  const cookies = await someone.context.cookies();
  const cold = await person(1, { at: 'about:blank' });
  await cold.context.addCookies(cookies.map((cookie) => ({ ...cookie })));
  let bytes = 0;
  cold.page.on('response', (response) => {
    if (new URL(response.url()).pathname.endsWith('.js')) bytes += Number(response.headers()['content-length']);
  });
  await cold.page.goto(new URL(someone.page.url()).pathname);
  await composer(cold.page).waitFor();
  await pause(settles);
  const paint = await cold.page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime);
  t.diagnostic(`JavaScript of the first load: ${bytes} bytes; first paint after ${Math.round(paint ?? NaN)} ms`);
  assert.ok(bytes > 0 && bytes <= budget, `${bytes} bytes`);
});
