// What people write stays text, wherever it is shown.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { choose, composer, openRoom, signIn } from './deeds.mjs';
import { api, eventually, picture, stage, words } from './stage.mjs';

/** What names and topics may be too: one line, no control characters. */
const lines = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  '"><b id=hostile>x</b>',
  "' autofocus onfocus=alert(1) x='",
  'javascript:alert(1)',
  '<iframe srcdoc="<script>alert(1)</script>">',
  '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>',
  '${{7*7}} {{constructor}}',
  '</script><script>alert(1)</script>',
  '__proto__',
  'url(javascript:alert(1))',
  '&lt;img src=x onerror=alert(1)&gt;',
];

const messages = [
  ...lines,
  '[x](javascript:alert(1))',
  '[x](jAvAsCrIpT:alert(1))',
  '[x](java\tscript:alert(1))',
  '[x](&#106;avascript:alert(1))',
  '[x](data:text/html,<script>alert(1)</script>)',
  '[x](vbscript:msgbox(1))',
  'data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==',
  '<a href="javascript:alert(1)">x</a>',
  'a\u2028alert(1)\u2029b',
  '```html\n<img src=x onerror=alert(1)>\n```',
  '`<img src=x onerror=alert(1)>`',
  '> <img src=x onerror=alert(1)>',
  'https://example.org/"onmouseover="alert(1)',
  `https://example.org/<script>alert(1)</script>`,
  '> '.repeat(1_900) + 'deep',
  '*'.repeat(3_900) + 'x',
  '['.repeat(3_900),
  '{"__proto__":{"polluted":true}}',
  '\u202Egnp.exe\u202C',
];

const forbidden = 'script:not([src^="/"]), iframe, object, embed, math, style, base, form[action], #hostile, [onerror], [onload], [onfocus], [onmouseover]';

/** Nothing of it has become more than text. */
async function assertHarmless({ page, faults }) {
  assert.deepEqual(faults, []);
  assert.deepEqual(await page.locator(forbidden).evaluateAll((found) => found.map((one) => one.outerHTML.slice(0, 200))), []);
  assert.equal(await page.evaluate(() => ({}).polluted), undefined);
  const links = await page.locator('a[href]').evaluateAll((found) => found.map(({ href, rel, origin }) => ({ href, rel, own: origin === location.origin })));
  for (const { href, rel, own } of links) {
    assert.match(href, /^(https?|mailto):/);
    if (!own) for (const word of ['noopener', 'noreferrer', 'nofollow']) assert.ok(rel.includes(word), `${href} ${rel}`);
  }
}

test('text stays text', async (t) => {
  const { call, account } = api();
  const { access_token: mallory } = await account('mallory', lines[1]);
  await account('ann', 'Ann');
  const { access_token: anns } = await call(undefined, 'POST', '/auth/login', { username: 'ann', password: 'tea at four, always' });
  const { id: room } = await call(mallory, 'POST', '/rooms', { name: 'Lair', visibility: 'public' });
  await call(anns, 'POST', `/rooms/${room}/join`);
  for (const text of messages) await call(mallory, 'POST', `/rooms/${room}/messages`, { text });
  const rooms = [];
  for (const name of lines) {
    const made = await call(mallory, 'POST', '/rooms', { name, topic: name, visibility: 'public' });
    await call(anns, 'POST', `/rooms/${made.id}/join`);
    rooms.push({ name, id: made.id });
  }
  const { code } = await call(mallory, 'POST', `/rooms/${rooms[1].id}/invites`, {});

  const { person } = await stage(t);
  const ann = await person(1, { viewport: { width: 1280, height: 9000 } });

  await t.test('in an invitation', async () => {
    await ann.page.goto(`/i/${code}`);
    await ann.page.getByText(lines[1], { exact: true }).first().waitFor();
    await assertHarmless(ann);
    await ann.page.goto('/');
  });

  await signIn(ann.page, 'ann');

  await t.test('in messages and the names of those who write them', async () => {
    await openRoom(ann.page, 'Lair');
    // Underscores make it bold, which is as harmless.
    for (const text of lines.filter((line) => line !== '__proto__')) await ann.page.locator('.message[data-seq]').getByText(text, { exact: true }).first().waitFor();
    const shown = await ann.page.locator('.timeline').innerText();
    for (const text of ['[x](vbscript:msgbox(1))', '<a href="javascript:alert(1)">x</a>']) {
      assert.ok(shown.includes(text), text);
    }
    await ann.page.locator('.author-name').getByText(lines[1], { exact: true }).first().waitFor();
    await picture(ann.page, 'hostile-messages');
    await assertHarmless(ann);
  });

  await t.test('in the names and topics of rooms, and in the title of the page', async () => {
    for (const { name, id } of rooms) {
      await ann.page.goto(`/r/${id}`);
      await composer(ann.page).waitFor();
      await ann.page.locator('.room-title').getByText(name, { exact: true }).first().waitFor();
      await eventually(async () => ((await ann.page.title()).includes(name) ? '' : await ann.page.title()));
    }
    await assertHarmless(ann);
  });

  await t.test('in lists of members, rooms and hits', async () => {
    await ann.page.locator('.members-button').click();
    await ann.page.locator('.person').getByText(lines[1], { exact: true }).waitFor();
    await ann.page.getByRole('button', { name: words.search, exact: true }).first().click();
    const panel = ann.page.locator('aside.panel');
    await panel.getByText(words.allRooms).click();
    await panel.getByLabel(words.searchFor).fill('alert');
    await panel.getByLabel(words.searchFor).press('Enter');
    await panel.locator('.hit').first().waitFor();
    await assertHarmless(ann);
    await choose(ann.page, words.add, words.browseRooms);
    await ann.page.getByRole('dialog').getByText(lines[0], { exact: true }).first().waitFor();
    await picture(ann.page, 'hostile-directory');
    await assertHarmless(ann);
  });
});
