import { useState } from 'react';
import { reason, usePages } from '../model/calls';
import type { Person } from '../model/shapes';
import { useModel } from '../model/use';
import { Avatar } from '../parts/Avatar';
import { Dialog } from '../parts/Dialog';
import { Fault } from '../parts/Field';
import { Called } from '../parts/Name';
import { useWords } from '../words/words';
import { useDirect } from './useDirect';
import { useSettled } from './useSettled';

/** Whom to write to. */
export default function NewDirect({ onClose }: { readonly onClose: () => void }) {
  const words = useWords();
  const direct = useDirect();
  const me = useModel((model) => model.me?.username);
  const [wanted, setWanted] = useState('');
  const q = useSettled(wanted.trim().replace(/^@/, ''));
  const { items, loading, problem } = usePages<Person>(`/users?q=${encodeURIComponent(q)}`, 'users');
  const others = items.filter(({ username }) => username !== me);
  return (
    <Dialog title={words.newDirect} onClose={onClose}>
      <div className="dialog-body tall">
        <input className="input" type="search" autoFocus dir="auto" aria-label={words.findPerson} placeholder={words.findPerson} value={wanted} onChange={(event) => setWanted(event.target.value)} />
        {problem !== undefined && <Fault>{reason(problem, words.noServer)}</Fault>}
        {!loading && problem === undefined && others.length === 0 && <p className="hint nothing">{words.nothingFound}</p>}
        <ul className="people">
          {others.map(({ username, name }) => (
            <li key={username}>
              <button
                type="button"
                className="person choose"
                onClick={() => {
                  onClose();
                  direct(username);
                }}
              >
                <Avatar user={username} name={name} />
                <span className="person-names">
                  <span className="cut"><Called name={name} /></span>
                  <span className="hint cut">@{username}</span>
                </span>
              </button>
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  );
}
