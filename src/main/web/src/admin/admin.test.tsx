import { render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import { FakeChat } from '../../test/fake/FakeChat';
import { world } from '../../test/fake/world';
import { ProblemError } from '../model/chat';
import { Root } from '../Root';
import { nothing, percentile, silentAfter, span, watched } from './rates';
import type { Instance } from './shapes';

const bounds = [1_000, 2_000, 10_000];
const instance = (part: Partial<Instance> = {}): Instance => ({
  id: 'a',
  address: '127.0.0.1:8081',
  version: '1.0',
  started: 0,
  at: 100_000,
  sessions: 3,
  messages_in: 10,
  messages_out: 30,
  loop_lag_us: 1_500,
  store: 'up',
  redis: 'up',
  deliveries: { bounds_us: bounds, counts: [0, 0, 0, 0] },
  ...part,
});

describe('rates', () => {
  const later = (part: Partial<Instance>) => watched(watched(nothing, [instance()], 0), [instance(part)], 2_000).points.at(-1);

  it('are differences by the clock of the instance', () => {
    expect(later({ at: 104_000, messages_in: 18, messages_out: 70 })).toMatchObject({ in: 2, out: 10, sessions: 3 });
  });

  it('are none after the first answer', () => {
    expect(watched(nothing, [instance()], 0).points).toEqual([]);
  });

  it('begin anew with an instance that has begun anew', () => {
    expect(later({ started: 101_000, at: 102_000, messages_in: 1, messages_out: 0 })).toMatchObject({ in: 0, out: 0 });
  });

  it('go on while an instance has no news, until it is silent', () => {
    let watch = watched(nothing, [instance()], 0);
    const last = instance({ at: 102_000, messages_in: 12 });
    watch = watched(watch, [last], 2_000);
    watch = watched(watch, [last], 4_000);
    expect(watch.points.at(-1)?.in).toBe(1);
    watch = watched(watch, [last], 2_000 + silentAfter);
    expect(watch.points.at(-1)).toMatchObject({ in: 0, sessions: 0 });
  });

  it('are of all instances together, and of two minutes', () => {
    const both = (n: number) => [instance({ at: 100_000 + n * 1_000, messages_in: n }), instance({ id: 'b', at: n * 1_000, messages_in: 2 * n })];
    let watch = nothing;
    for (let n = 0; n < 200; n++) watch = watched(watch, both(n), n * 1_000);
    expect(watch.points.at(-1)?.in).toBeCloseTo(3);
    expect(watch.points.length).toBe(span / 1_000 + 1);
  });

  it('know the delivery time that 99 of 100 keep', () => {
    expect(percentile(bounds, [0, 0, 0, 0], 0.99)).toBeUndefined();
    expect(percentile(bounds, [100, 100, 100, 100], 0.99)).toBeCloseTo(0.99);
    expect(percentile(bounds, [50, 98, 100, 100], 0.99)).toBeCloseTo(6);
    expect(percentile(bounds, [0, 0, 0, 5], 0.99)).toBe(10);
  });
});

describe('the page of administrators', () => {
  const account = { guest: false, administrator: false, receipts: true, disabled: false };
  const chat = () =>
    new FakeChat(world())
      .on('GET', /^\/admin\/instances/, () => ({ instances: [instance(), instance({ id: 'b', store: 'away', redis: 'away' })], cursor: null }))
      .on('GET', /^\/admin\/users/, () => ({ users: [{ ...account, username: 'alice', name: 'Alice', administrator: true }, { ...account, username: 'bob', name: '<b>Bob</b>' }], cursor: null }))
      .on('GET', /^\/admin\/rooms/, () => ({
        rooms: [
          { id: 'general', name: 'General', topic: '', visibility: 'public', kept: true, members: 9, messages: 400 },
          { id: 'p1', name: 'Budget', topic: '', visibility: 'private', kept: false, members: 2, messages: 1_204 },
        ],
        cursor: null,
      }))
      .on('PATCH', /^\/admin\/users\/bob/, (_, body) => ({ ...account, username: 'bob', name: 'Bob', ...(body as object) }))
      .on('DELETE', /./, () => undefined);
  const stage = async (shown: FakeChat) => {
    history.replaceState(null, '', '/admin');
    render(<Root chat={shown} />);
    await screen.findByRole('heading', { name: 'Administration' });
  };
  const choose = async (menu: string, item: string) => {
    await userEvent.click(await screen.findByRole('button', { name: menu }));
    await userEvent.click(screen.getByRole('menuitem', { name: item }));
  };

  beforeEach(() => localStorage.clear());

  it('shows each instance, and what is wrong with it', async () => {
    await stage(chat());
    expect(await screen.findByRole('heading', { name: 'b' })).toBeTruthy();
    expect(screen.getAllByText('Away')).toHaveLength(2);
    expect(screen.getByText(/Redis cannot be reached/)).toBeTruthy();
    expect(screen.getByRole('img', { name: /^Messages out: / })).toBeTruthy();
  });

  it('tells where it is when it is not here, and whom it is for', async () => {
    const problem = (status: number) => new ProblemError({ status, code: 'x', detail: '' });
    const closed = chat().on('GET', /^\/admin/, () => problem(404));
    await stage(closed);
    expect((await screen.findByRole('alert')).textContent).toContain('management port');
    expect(closed.asked.filter(([, , path]) => path === '/admin/users?limit=200')).toEqual([]);
  });

  it('disables an account and enables it again', async () => {
    const shown = chat();
    await stage(shown);
    await userEvent.click(screen.getByRole('radio', { name: 'Accounts' }));
    await choose('Actions for @bob', 'Disable account');
    expect(screen.getByRole('dialog').textContent).toContain('@bob is signed out everywhere');
    await userEvent.click(screen.getByRole('button', { name: 'Disable account' }));
    expect(await screen.findByText('Disabled')).toBeTruthy();
    await choose('Actions for @bob', 'Enable account');
    await waitFor(() => expect(screen.queryByText('Disabled')).toBeNull());
    expect(screen.queryByRole('button', { name: 'Actions for @alice' })).toBeNull();
  });

  it('names what is lost before it deletes an account', async () => {
    const shown = chat();
    await stage(shown);
    await userEvent.click(screen.getByRole('radio', { name: 'Accounts' }));
    expect(await screen.findByText('<b>Bob</b>')).toBeTruthy();
    await choose('Actions for @bob', 'Delete account');
    expect(screen.getByRole('dialog').textContent).toContain('The username is never given again.');
    expect(shown.asked.some(([, method]) => method === 'DELETE')).toBe(false);
    await userEvent.click(screen.getByRole('button', { name: 'Delete account' }));
    await waitFor(() => expect(screen.queryByText('<b>Bob</b>')).toBeNull());
    expect(shown.asked).toContainEqual(['call', 'DELETE', '/admin/users/bob', undefined]);
  });

  it('finds rooms and ends them, but for those that the configuration keeps', async () => {
    const shown = chat();
    await stage(shown);
    await userEvent.click(screen.getByRole('radio', { name: 'Rooms' }));
    await userEvent.type(screen.getByRole('searchbox', { name: 'Find a room' }), 'bud');
    await waitFor(() => expect(shown.asked).toContainEqual(['call', 'GET', '/admin/rooms?q=bud&limit=200', undefined]));
    await choose('Actions for Budget', 'Delete the room');
    expect(screen.getByRole('dialog').textContent).toContain('2 members lose the room, and 1,204 messages are gone.');
    await userEvent.click(screen.getByRole('button', { name: 'Delete the room' }));
    await waitFor(() => expect(screen.queryByText('Budget', { selector: '.admin *' })).toBeNull());
    expect(shown.asked).toContainEqual(['call', 'DELETE', '/rooms/p1', undefined]);
    expect(screen.queryByRole('button', { name: 'Actions for General' })).toBeNull();
  });
});
