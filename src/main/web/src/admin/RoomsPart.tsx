import { useState } from 'react';
import { path, usePages } from '../model/calls';
import { useChat } from '../model/use';
import { Confirm } from '../parts/Dialog';
import { Menu } from '../parts/Menu';
import { Called } from '../parts/Name';
import { useTelling } from '../parts/told';
import { useSettled } from '../screens/useSettled';
import { plain } from '../text/visible';
import { Icon } from '../theme/icons';
import { useWords } from '../words/words';
import { Found } from './Found';
import type { RoomEntry } from './shapes';

/** All rooms but those of two: finding and ending them. */
export function RoomsPart() {
  const chat = useChat();
  const words = useWords();
  const { admin } = words;
  const { attempt, tell } = useTelling();
  const [wanted, setWanted] = useState('');
  const [ending, setEnding] = useState<RoomEntry>();
  const [ended, setEnded] = useState<ReadonlySet<string>>(new Set());
  const q = useSettled(wanted.trim());
  const pages = usePages<RoomEntry>(`/admin/rooms${q === '' ? '' : `?q=${encodeURIComponent(q)}`}`, 'rooms');
  const rooms = pages.items.filter(({ id }) => !ended.has(id));

  const end = async (room: RoomEntry) => {
    if (!(await attempt(chat.call('DELETE', path`/rooms/${room.id}`)))) return;
    setEnded((before) => new Set([...before, room.id]));
    tell(admin.roomEnded(plain(room.name)));
  };
  return (
    <Found label={admin.findRoom} wanted={wanted} onWanted={setWanted} pages={pages} none={rooms.length === 0}>
      {rooms.map((room) => (
        <li key={room.id} className="person">
          <Icon name={room.visibility === 'private' ? 'lock' : 'hash'} />
          <span className="person-names">
            <strong className="cut"><Called name={room.name} /></strong>
            <span className="hint cut"><bdi>{room.id}</bdi> · {words.memberCount(room.members)} · {admin.messageCount(room.messages)}</span>
          </span>
          <span className="tags">
            <span className="role">{room.visibility === 'private' ? words.private : words.public}</span>
            {room.kept && <span className="role" title={admin.keptHint}>{admin.kept}<span className="unseen">: {admin.keptHint}</span></span>}
          </span>
          {!room.kept && <Menu name={admin.actionsFor(plain(room.name))} items={[{ text: words.endRoom, icon: 'trash', danger: true, do: () => setEnding(room) }]} />}
        </li>
      ))}
      {ending && <Confirm title={words.endRoom} text={admin.endSure(plain(ending.name), words.memberCount(ending.members), admin.messageCount(ending.messages))} action={words.endRoom} onYes={() => void end(ending)} onClose={() => setEnding(undefined)} />}
    </Found>
  );
}
