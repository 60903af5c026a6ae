import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { beforeEach, describe, expect, it } from 'vitest';
import { FakeChat } from '../../test/fake/FakeChat';
import { rooms, world } from '../../test/fake/world';
import { ChatContext } from '../model/use';
import type { Writing } from './Composer';
import { Composer } from './Composer';

const garden = rooms[0]!;
let chat: FakeChat;

function Stage() {
  const [writing, setWriting] = useState<Writing>();
  return (
    <ChatContext value={chat}>
      <Composer room={garden} me="alice" writing={writing} onWriting={setWriting} />
    </ChatContext>
  );
}

const field = () => screen.getByRole<HTMLTextAreaElement>('textbox');
const done = (what: string) => chat.asked.filter(([name]) => name === what);

beforeEach(() => {
  localStorage.clear();
  chat = new FakeChat(world()).on('GET', /members/, () => ({ members: [{ user: 'bob', name: 'Bob Okonkwo' }, { user: 'bernd', name: 'Bernd' }, { user: 'alice', name: 'Alice' }] }));
});

describe('the keys of the composer', () => {
  it('Enter sends, Shift-Enter is a new line', async () => {
    render(<Stage />);
    await userEvent.type(field(), 'one{Shift>}{Enter}{/Shift}two{Enter}');
    expect(done('send')).toEqual([['send', 'garden', 'one\ntwo', undefined]]);
    expect(field().value).toBe('');
  });

  it('sends nothing that is empty', async () => {
    render(<Stage />);
    await userEvent.type(field(), '   {Enter}');
    expect(done('send')).toEqual([]);
  });

  it('leaves Enter to those who compose letters', () => {
    render(<Stage />);
    fireEvent.change(field(), { target: { value: 'にほん' } });
    fireEvent.keyDown(field(), { key: 'Enter', isComposing: true });
    expect(done('send')).toEqual([]);
  });

  it('↑ edits the last own message, Esc leaves it as it was', async () => {
    render(<Stage />);
    await userEvent.type(field(), '{ArrowUp}');
    expect(field().value).toBe('Sure :smile: I will be there at nine.');
    await userEvent.type(field(), '{Escape}');
    expect(field().value).toBe('');
    await userEvent.type(field(), '{ArrowUp}!{Enter}');
    expect(done('edit')).toEqual([['edit', 'garden', 16, 'Sure :smile: I will be there at nine.!']]);
    expect(done('send')).toEqual([]);
  });

  it('completes names with arrows and Enter', async () => {
    render(<Stage />);
    await userEvent.type(field(), 'Hi @b');
    await screen.findByRole('listbox');
    expect(screen.getAllByRole('option').map((option) => option.textContent)).toEqual(['BBernd@bernd', 'BOBob Okonkwo@bob']);
    await userEvent.keyboard('{ArrowDown}{Enter}');
    expect(field().value).toBe('Hi @bob ');
    expect(done('send')).toEqual([]);
  });

  it('completes rooms and emoji', async () => {
    render(<Stage />);
    await userEvent.type(field(), '#gen');
    await userEvent.keyboard('{Tab}');
    expect(field().value).toBe('#general ');
    await userEvent.type(field(), ':tada');
    await screen.findByRole('listbox');
    await userEvent.keyboard('{Enter}');
    expect(field().value).toBe('#general 🎉 ');
  });

  it('Esc closes the suggestions and no more', async () => {
    render(<Stage />);
    await userEvent.type(field(), '@b');
    await screen.findByRole('listbox');
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByRole('listbox')).toBeNull();
    expect(field().value).toBe('@b');
  });
});

describe('the composer', () => {
  it('tells that a text is too long before it is sent, in code points', async () => {
    render(<Stage />);
    fireEvent.change(field(), { target: { value: '😀'.repeat(4000) } });
    expect(screen.getByRole('status').textContent).toBe('0 left');
    fireEvent.change(field(), { target: { value: '😀'.repeat(4001) } });
    expect(screen.getByRole('status').textContent).toBe('1 character too long');
    await userEvent.type(field(), '{Enter}');
    expect(done('send')).toEqual([]);
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Send' }).disabled).toBe(true);
  });

  it('keeps a draft until it is sent', async () => {
    const { unmount } = render(<Stage />);
    await userEvent.type(field(), 'half a thou');
    unmount();
    render(<Stage />);
    expect(field().value).toBe('half a thou');
    await userEvent.type(field(), 'ght{Enter}');
    await waitFor(() => expect(localStorage).toHaveLength(0));
  });

  it('tells that somebody is typing', async () => {
    render(<Stage />);
    await userEvent.type(field(), 'ab');
    expect(done('typing')).toHaveLength(2);
  });
});
