import { useState } from 'react';
import { path, reason, usePages } from '../model/calls';
import type { ListedRoom } from '../model/shapes';
import { useChat } from '../model/use';
import { Button } from '../parts/Button';
import { Dialog } from '../parts/Dialog';
import { Fault } from '../parts/Field';
import { Called } from '../parts/Name';
import { useTelling } from '../parts/told';
import { plain } from '../text/visible';
import { go } from '../route';
import { Icon } from '../theme/icons';
import { useWords } from '../words/words';
import { useSettled } from './useSettled';

/** All public rooms. */
export default function Directory({ onClose }: { readonly onClose: () => void }) {
  const chat = useChat();
  const words = useWords();
  const { attempt } = useTelling();
  const [wanted, setWanted] = useState('');
  const [joining, setJoining] = useState<string>();
  const q = useSettled(wanted.trim());
  const { items, loading, problem, more } = usePages<ListedRoom>(`/rooms?scope=public${q === '' ? '' : `&q=${encodeURIComponent(q)}`}`, 'rooms');

  const open = (room: ListedRoom) => {
    onClose();
    go({ at: 'room', room: room.id });
  };
  const join = async (room: ListedRoom) => {
    setJoining(room.id);
    if (await attempt(chat.call('POST', path`/rooms/${room.id}/join`))) {
      chat.roomsChanged();
      open(room);
    }
    setJoining(undefined);
  };
  return (
    <Dialog title={words.browseRooms} onClose={onClose} wide>
      <div className="dialog-body tall">
        <input className="input" type="search" autoFocus dir="auto" aria-label={words.findPublic} placeholder={words.findPublic} value={wanted} onChange={(event) => setWanted(event.target.value)} />
        {problem !== undefined && <Fault>{reason(problem, words.noServer)}</Fault>}
        {!loading && problem === undefined && items.length === 0 && <p className="hint nothing">{q === '' ? words.noPublic : words.nothingFound}</p>}
        <ul className="people">
          {items.map((room) => (
            <li key={room.id} className="person listed-room">
              <Icon name="hash" />
              <span className="person-names">
                <strong className="cut"><Called name={room.name} /></strong>
                <span className="hint cut" dir="auto">{room.topic === '' ? words.memberCount(room.members) : `${words.memberCount(room.members)} · ${plain(room.topic)}`}</span>
              </span>
              {room.role === null ? <Button busy={joining === room.id} onClick={() => void join(room)}>{words.join}</Button> : <Button look="quiet" onClick={() => open(room)}>{words.open}</Button>}
            </li>
          ))}
        </ul>
        {more && <Button busy={loading} onClick={more}>{words.showMore}</Button>}
      </div>
    </Dialog>
  );
}
