import { render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import { FakeChat } from '../../test/fake/FakeChat';
import { people, room, rooms, world } from '../../test/fake/world';
import type { Role } from '../model/chat';
import { ChatContext } from '../model/use';
import { Root } from '../Root';
import { PendingRow } from '../timeline/PendingRow';
import { findRooms } from './find';
import { MemberRow } from './MemberRow';
import Switcher from './Switcher';

const stage = (chat: FakeChat, path = '/') => {
  history.replaceState(null, '', path);
  return render(<Root chat={chat} />);
};

beforeEach(() => localStorage.clear());

describe('the switcher', () => {
  it('prefers names that begin so, and what is unread', () => {
    const known = [room({ id: 'a', name: 'Old garden' }), room({ id: 'b', name: 'Garden' }), room({ id: 'c', name: 'Gardeners', unread: 1 }), room({ id: 'd', name: 'Glad rare den' }), room({ id: 'e', name: 'Chess' })];
    expect(findRooms(known, 'garden').map(({ id }) => id)).toEqual(['c', 'b', 'a', 'd']);
  });

  it('goes to the chosen room with the keyboard alone', async () => {
    history.replaceState(null, '', '/');
    let closed = false;
    render(
      <ChatContext value={new FakeChat(world())}>
        <Switcher onClose={() => { closed = true; }} />
      </ChatContext>,
    );
    await userEvent.type(screen.getByRole('combobox'), 'r');
    expect(screen.getAllByRole('option')[0]?.getAttribute('aria-selected')).toBe('true');
    await userEvent.keyboard('{Backspace}budget{Enter}');
    expect(location.pathname).toBe('/r/p1');
    expect(closed).toBe(true);
  });
});

describe('messages that are not sent', () => {
  const pending = { key: 'k7', room: 'garden', text: 'hello', at: Date.now(), state: 'failed' as const, problem: 'You are muted in this room.' };

  it('say why, and can be tried again or discarded', async () => {
    const chat = new FakeChat(world());
    render(<ChatContext value={chat}><PendingRow rowKey="key k7" pending={pending} head me="alice" reachable /></ChatContext>);
    expect(screen.getByRole('alert').textContent).toContain('You are muted in this room.');
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await userEvent.click(screen.getByRole('button', { name: 'Discard' }));
    expect(chat.asked).toEqual([['retry', 'k7'], ['discard', 'k7']]);
  });

  it('look as if they were on their way while they are', () => {
    render(<ChatContext value={new FakeChat(world())}><PendingRow rowKey="key k7" pending={{ ...pending, state: 'sending' }} head me="alice" reachable /></ChatContext>);
    expect(screen.getByText('Sending…')).toBeTruthy();
    expect(screen.queryByRole('button')).toBeNull();
  });
});

describe('what may be done to a member', () => {
  const menu = async (mine: Role, theirs: Role, self = false) => {
    const { unmount } = render(
      <ChatContext value={new FakeChat(world())}>
        <MemberRow room={room({ id: 'r', role: mine })} member={{ user: 'bob', name: 'Bob', role: theirs, state: 'online' }} state="online" mine={self} onChanged={() => undefined} />
      </ChatContext>,
    );
    const button = screen.queryByRole('button');
    if (button) await userEvent.click(button);
    const items = screen.queryAllByRole('menuitem').map((item) => item.textContent);
    unmount();
    return items;
  };

  it('depends on both roles', async () => {
    expect(await menu('member', 'member')).toEqual(['Send a message']);
    expect(await menu('admin', 'admin')).toEqual(['Send a message']);
    expect(await menu('admin', 'owner')).toEqual(['Send a message']);
    expect(await menu('admin', 'member')).toEqual(['Send a message', 'Mute for an hour', 'Mute until undone', 'Remove from the room', 'Ban from the room']);
    expect(await menu('owner', 'admin')).toEqual(['Send a message', 'Make member', 'Hand over ownership', 'Mute for an hour', 'Mute until undone', 'Remove from the room', 'Ban from the room']);
    expect(await menu('owner', 'owner', true)).toEqual([]);
  });
});

describe('the first fork', () => {
  it('asks who is there, and says why they have to', async () => {
    const chat = new FakeChat(world({ connection: { is: 'signedOut', why: 'expired' }, me: undefined }));
    stage(chat);
    expect(screen.getByRole('alert').textContent).toContain('signed out');
    await userEvent.type(screen.getByLabelText('Username'), 'alice');
    await userEvent.type(screen.getByLabelText('Password'), 'tea at four{Enter}');
    expect(chat.asked).toContainEqual(['signIn', 'alice', 'tea at four']);
  });

  it('tells what a username must be before it asks the server', async () => {
    const chat = new FakeChat(world({ connection: { is: 'signedOut' }, me: undefined }));
    stage(chat);
    await userEvent.click(screen.getByRole('button', { name: 'Create account' }));
    await userEvent.type(screen.getByLabelText('Username'), '.bad');
    await userEvent.type(screen.getByLabelText('Password'), 'short{Enter}');
    expect(screen.getByLabelText('Username').getAttribute('aria-invalid')).toBe('true');
    expect(chat.asked).toEqual([]);
  });
});

describe('the side bar', () => {
  it('shows unread and what calls, and nothing of what is muted', async () => {
    stage(new FakeChat(world()));
    const bar = await screen.findByRole('navigation');
    expect(within(bar).getByRole('link', { name: /Budget 2027/ }).textContent).toContain('2 for you');
    expect(within(bar).getByRole('link', { name: /random/ }).textContent).not.toContain('unread');
    expect(document.title).toBe('(5) Hubbub');
  });

  it('is walked through with Alt and the arrows', async () => {
    stage(new FakeChat(world()), '/r/garden');
    await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}');
    expect(location.pathname).toBe('/r/general');
    await userEvent.keyboard('{Alt>}{ArrowUp}{ArrowUp}{/Alt}');
    expect(location.pathname).toBe('/r/d-lena');
  });

  it('shows names of people as text', async () => {
    stage(new FakeChat(world({ names: people, rooms: [{ ...rooms[0]!, name: '<img src=x onerror=alert(1)>', topic: '<script>x</script>' }] })), '/r/garden');
    await waitFor(() => expect(screen.getByRole('heading', { level: 1 }).textContent).toContain('<img src=x'));
    expect(document.querySelector('img, script')).toBeNull();
  });
});
