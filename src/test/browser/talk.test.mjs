// Two people at two instances, from the first page to the end of a talk.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actions, choose, composer, makeRoom, openRoom, register, said, say } from './deeds.mjs';
import { eventually, picture, stage, words } from './stage.mjs';

test('two people on two instances meet by invitation and talk', async (t) => {
  const { person } = await stage(t);
  const ann = await person(0);
  await register(ann.page, 'ann', 'Ann Ångström');
  await makeRoom(ann.page, 'Tea at four');
  assert.match(new URL(ann.page.url()).pathname, /^\/r\/[a-z0-9-]+$/);

  let link;
  await t.test('the invitation opens the client, and its code does not stay in the address', async () => {
    await choose(ann.page, words.roomMenu, words.invites);
    await ann.page.getByRole('button', { name: words.makeInvite }).click();
    link = await ann.page.getByLabel(words.inviteLink).inputValue();
    assert.match(link, /\/i\/[A-Za-z0-9_-]{22}$/);
  });

  const bob = await person(1, { at: new URL(link).pathname });
  await bob.page.getByText('Tea at four').waitFor();
  assert.equal(new URL(bob.page.url()).pathname, '/');
  await picture(bob.page, 'talk-invited');
  await register(bob.page, 'bob', 'Bob');
  await bob.page.getByRole('button', { name: words.acceptInvite }).click();
  await composer(bob.page).waitFor();
  await ann.page.keyboard.press('Escape');

  await t.test('what one says the other sees, both ways', async () => {
    await say(ann.page, 'Welcome, Bob!');
    await said(bob.page, 'Welcome, Bob!').waitFor();
    await say(bob.page, 'Thank you **very** much');
    await said(ann.page, 'Thank you very much').locator('strong').waitFor();
  });

  await t.test('who is writing is told while they write', async () => {
    await composer(bob.page).pressSequentially('Is there ca');
    await ann.page.locator('.typing').getByText('Bob').waitFor();
    await composer(bob.page).fill('');
    await ann.page.locator('.typing').getByText('Bob').waitFor({ state: 'hidden' });
  });

  await t.test('how far the other has read is told', async () => {
    await say(ann.page, 'There is cake, too.');
    await said(bob.page, 'There is cake').waitFor();
    await said(ann.page, 'There is cake').locator('.seen-by').waitFor();
  });

  await t.test('a message is changed', async () => {
    await composer(bob.page).press('ArrowUp');
    await composer(bob.page).fill('Thanks a lot');
    await composer(bob.page).press('Enter');
    await said(ann.page, 'Thanks a lot').locator('.edited').waitFor();
    assert.equal(await said(ann.page, 'very much').count(), 0);
  });

  await t.test('a message is reacted to, and answered', async () => {
    const there = await actions(said(ann.page, 'Thanks a lot').first());
    await there.getByRole('button', { name: words.react }).click();
    await ann.page.locator('.picker-table button').first().click();
    await said(bob.page, 'Thanks a lot').locator('button.reaction:not(.add)').waitFor();
    await (await actions(said(ann.page, 'Thanks a lot').first())).getByRole('button', { name: words.reply }).click();
    await say(ann.page, 'You are welcome');
    await said(bob.page, 'You are welcome').locator('.quoted').getByText('Thanks a lot').waitFor();
  });

  await t.test('what was said is found', async () => {
    await bob.page.getByRole('button', { name: words.search, exact: true }).first().click();
    const panel = bob.page.locator('aside.panel');
    await panel.getByLabel(words.searchFor).fill('cake');
    await panel.getByLabel(words.searchFor).press('Enter');
    await panel.locator('.hit').filter({ hasText: 'cake' }).click();
    await eventually(async () => (/\/r\/[^/]+\/\d+$/.test(bob.page.url()) ? '' : bob.page.url()));
    await said(bob.page, 'There is cake').waitFor();
    await picture(bob.page, 'talk-found');
    await bob.page.keyboard.press('Escape');
  });

  await t.test('a message is deleted', async () => {
    const there = await actions(said(bob.page, 'Thanks a lot').first());
    await there.getByRole('button', { name: words.more }).click();
    await bob.page.getByRole('menuitem', { name: words.delete }).click();
    await bob.page.getByRole('dialog').getByRole('button', { name: words.delete, exact: true }).click();
    await ann.page.locator('.message .tombstone').waitFor();
    await eventually(async () => ((await ann.page.locator('.timeline').innerText()).includes('Thanks a lot') ? 'it is still quoted' : ''));
  });

  await t.test('who is there is told, and who is gone', async () => {
    await ann.page.locator('.members-button').click();
    const row = ann.page.locator('.person').filter({ hasText: '@bob' });
    await row.locator('.presence.online').waitFor();
    await picture(ann.page, 'talk-members');
    await bob.context.close();
    await row.locator('.presence.offline').waitFor();
  });

  await t.test('a reload needs no password, and signing out ends that', async () => {
    await ann.page.reload();
    await openRoom(ann.page, 'Tea at four');
    await said(ann.page, 'There is cake').waitFor();
    const stored = await ann.page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage, cookie: document.cookie }));
    assert.doesNotMatch(stored, /eyJ|refresh|token/i);
    const [cookie] = await ann.context.cookies(`${ann.front.url}/api/v1/auth/refresh`);
    assert.equal(cookie.name, 'hubbub_refresh');
    assert.ok(cookie.httpOnly && cookie.sameSite === 'Strict' && cookie.path === '/api/v1/auth', JSON.stringify(cookie));
    await ann.page.locator('button.own').click();
    await ann.page.getByRole('button', { name: words.signOut }).click();
    await ann.page.getByRole('heading', { name: words.way.signIn }).waitFor();
    assert.deepEqual(await ann.context.cookies(`${ann.front.url}/api/v1/auth/refresh`), []);
  });

  assert.deepEqual([...ann.faults, ...bob.faults], []);
});
