// What a person does in the client, by the names under which a screen reader tells it.
import { password, words } from './stage.mjs';

export async function register(page, username, name) {
  const form = page.locator('form');
  if (!(await page.getByRole('heading', { name: words.way.register }).isVisible().catch(() => false))) {
    await page.getByRole('button', { name: words.way.register }).click();
  }
  await form.getByLabel(words.username, { exact: true }).fill(username);
  if (name) await form.getByLabel(words.displayName, { exact: true }).fill(name);
  await form.getByLabel(words.password, { exact: true }).fill(password);
  await form.getByRole('button', { name: words.way.register }).click();
}

export async function signIn(page, username) {
  const form = page.locator('form');
  await form.getByLabel(words.username, { exact: true }).fill(username);
  await form.getByLabel(words.password, { exact: true }).fill(password);
  await form.getByRole('button', { name: words.way.signIn }).click();
  await page.getByRole('navigation', { name: words.rooms }).waitFor();
}

/** Chooses from the menu that a button opens. */
export async function choose(page, menu, item) {
  await page.getByRole('button', { name: menu, exact: true }).click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}

export async function makeRoom(page, name) {
  await choose(page, words.add, words.newRoom);
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(words.roomName).fill(name);
  await dialog.getByRole('button', { name: words.makeRoom }).click();
  await composer(page).waitFor();
}

export async function openRoom(page, name) {
  await page.getByRole('navigation', { name: words.rooms }).getByRole('link', { name }).first().click();
  await composer(page).waitFor();
}

export const composer = (page) => page.locator('.composer textarea');

export async function say(page, text) {
  await composer(page).fill(text);
  await composer(page).press('Enter');
}

/** What is said and stored, as it is shown. */
export const said = (page, text) => page.locator('.message[data-seq]').filter({ hasText: text });

/** The texts of the timeline, from the top; those on their way to the server begin with an ellipsis. */
export function texts(page) {
  return page.locator('.timeline .message').evaluateAll((rows) =>
    rows.map((row) => (row.dataset.seq === undefined ? '…' : '') + (row.querySelector('.said > .text, .tombstone')?.innerText ?? '').trim()),
  );
}

/** Opens what can be done with a message. */
export async function actions(message) {
  await message.hover();
  return message.getByRole('toolbar', { name: words.messageActions });
}
