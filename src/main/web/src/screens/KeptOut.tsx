import type { Room } from '../model/chat';
import { path, reason, usePages } from '../model/calls';
import type { Ban, Mute } from '../model/shapes';
import { useChat } from '../model/use';
import { Avatar } from '../parts/Avatar';
import { Button } from '../parts/Button';
import { Fault } from '../parts/Field';
import { Called } from '../parts/Name';
import { useTelling } from '../parts/told';
import { useTimes, useWords } from '../words/words';

export function BannedList({ room }: { readonly room: Room }) {
  const words = useWords();
  return <KeptOut room={room} list="bans" none={words.nobodyBanned} undo={words.unban} />;
}

export function MutedList({ room }: { readonly room: Room }) {
  const words = useWords();
  return <KeptOut room={room} list="mutes" none={words.nobodyMuted} undo={words.unmute} />;
}

function KeptOut({ room, list, none, undo }: { readonly room: Room; readonly list: 'bans' | 'mutes'; readonly none: string; readonly undo: string }) {
  const chat = useChat();
  const words = useWords();
  const times = useTimes();
  const { attempt } = useTelling();
  const { items, loading, problem, more, again } = usePages<Ban & Partial<Mute>>(`${path`/rooms/${room.id}`}/${list}`, list);
  const release = async (user: string) => {
    if (await attempt(chat.call('DELETE', `${path`/rooms/${room.id}`}/${list}/${encodeURIComponent(user)}`))) again();
  };
  return (
    <div className="scroll">
      {problem !== undefined && <Fault>{reason(problem, words.noServer)}</Fault>}
      {!loading && problem === undefined && items.length === 0 && <p className="hint nothing">{none}</p>}
      <ul className="people">
        {items.map(({ user, name, at, expires_at: ends }) => (
          <li key={user} className="person">
            <Avatar user={user} name={name} />
            <span className="person-names">
              <span className="cut"><Called name={name} /></span>
              <span className="hint cut">{typeof ends === 'number' ? words.until(times.moment(ends)) : times.moment(at)}</span>
            </span>
            <Button look="quiet" onClick={() => void release(user)}>{undo}</Button>
          </li>
        ))}
      </ul>
      {more && <Button busy={loading} onClick={more}>{words.showMore}</Button>}
    </div>
  );
}
