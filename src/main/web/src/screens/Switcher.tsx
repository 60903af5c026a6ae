import type { KeyboardEvent } from 'react';
import { useId, useMemo, useState } from 'react';
import type { Room } from '../model/chat';
import { usePages } from '../model/calls';
import type { Person } from '../model/shapes';
import { useModel } from '../model/use';
import { Avatar } from '../parts/Avatar';
import { Dialog } from '../parts/Dialog';
import { Called } from '../parts/Name';
import { go } from '../route';
import { Icon } from '../theme/icons';
import { useWords } from '../words/words';
import { findRooms } from './find';
import { useDirect } from './useDirect';
import { useSettled } from './useSettled';
import './switcher.css';

type Choice = { is: 'room'; room: Room } | { is: 'person'; person: Person };

/** Goes to a room or a person by some letters. */
export default function Switcher({ onClose }: { readonly onClose: () => void }) {
  const words = useWords();
  const id = useId();
  const direct = useDirect();
  const rooms = useModel((model) => model.rooms);
  const me = useModel((model) => model.me?.username);
  const [wanted, setWanted] = useState('');
  const [chosen, setChosen] = useState(0);
  const q = useSettled(wanted.trim().replace(/^[@#]/, ''));
  const { items: persons } = usePages<Person>(q.length < 2 ? undefined : `/users?q=${encodeURIComponent(q)}`, 'users');

  const choices = useMemo((): Choice[] => {
    const known = rooms ?? [];
    const found = findRooms(known, wanted);
    const others = persons.filter(({ username }) => username !== me && !known.some((room) => room.with === username)).slice(0, 6);
    return [...found.map((room) => ({ is: 'room' as const, room })), ...(wanted.trim() === '' ? [] : others.map((person) => ({ is: 'person' as const, person })))];
  }, [rooms, wanted, persons, me]);
  const at = Math.min(chosen, choices.length - 1);

  const take = (choice: Choice | undefined) => {
    if (!choice) return;
    onClose();
    if (choice.is === 'room') go({ at: 'room', room: choice.room.id });
    else direct(choice.person.username);
  };
  const keyed = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && choices.length > 0) {
      event.preventDefault();
      const next = (at + step + choices.length) % choices.length;
      setChosen(next);
      document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter') {
      event.preventDefault();
      take(choices[at]);
    }
  };
  return (
    <Dialog title={words.findRoom} onClose={onClose} wide bare>
      <div className="switcher">
        <div className="switcher-field">
          <Icon name="search" />
          <input
            autoFocus
            dir="auto"
            role="combobox"
            aria-expanded="true"
            aria-controls={id}
            aria-autocomplete="list"
            aria-activedescendant={at >= 0 ? `${id}-${at}` : undefined}
            aria-label={words.findRoom}
            placeholder={words.findRoom}
            value={wanted}
            onChange={(event) => {
              setWanted(event.target.value);
              setChosen(0);
            }}
            onKeyDown={keyed}
          />
          <button type="button" className="link-button only-phone" onClick={onClose}>{words.cancel}</button>
        </div>
        <ul id={id} className="switcher-list scroll" role="listbox" aria-label={words.findRoom}>
          {choices.map((choice, n) => (
            <li key={choice.is === 'room' ? choice.room.id : `@${choice.person.username}`} id={`${id}-${n}`} role="option" aria-selected={n === at} onClick={() => take(choice)}>
              <Shown choice={choice} />
            </li>
          ))}
        </ul>
        {choices.length === 0 && <p className="hint nothing" role="status">{words.nothingFound}</p>}
      </div>
    </Dialog>
  );
}

function Shown({ choice }: { readonly choice: Choice }) {
  const words = useWords();
  if (choice.is === 'person') {
    const { username, name } = choice.person;
    return (
      <>
        <Avatar user={username} name={name} size={24} />
        <span className="cut"><Called name={name} /></span>
        <span className="completion-detail cut">@{username}</span>
      </>
    );
  }
  const { room } = choice;
  return (
    <>
      {room.with !== undefined ? <Avatar user={room.with} name={room.name} size={24} /> : <Icon name={room.visibility === 'private' ? 'lock' : 'hash'} />}
      <span className={`cut ${room.unread > 0 && !room.muted ? 'strong' : ''}`}><Called name={room.name} /></span>
      {room.with !== undefined && <span className="completion-detail cut">@{room.with}</span>}
      {room.with === undefined && room.unread > 0 && <span className="completion-detail">{words.unreadCount(room.unread)}</span>}
    </>
  );
}
