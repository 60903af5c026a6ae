import { useEffect, useState } from 'react';
import type { RoomId } from '../model/chat';
import { ProblemError } from '../model/chat';
import { path } from '../model/calls';
import type { ListedRoom } from '../model/shapes';
import { useChat } from '../model/use';
import { Button } from '../parts/Button';
import { Called } from '../parts/Name';
import { useTelling } from '../parts/told';
import { plain } from '../text/visible';
import { go } from '../route';
import { Icon } from '../theme/icons';
import { useWords } from '../words/words';

/** An address of a room that is not this person's: one may join it, or it cannot be told from what does not exist. */
export default function RoomDoor({ id }: { readonly id: RoomId }) {
  const chat = useChat();
  const words = useWords();
  const { attempt } = useTelling();
  const [room, setRoom] = useState<ListedRoom>();
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    chat.call<ListedRoom>('GET', path`/rooms/${id}`).then(setRoom, (failed: unknown) => {
      setProblem(failed instanceof ProblemError && failed.problem.status === 0 ? words.noServer : words.noSuchRoom);
    });
  }, [chat, id, words]);

  const join = async () => {
    setBusy(true);
    if (await attempt(chat.call('POST', path`/rooms/${id}/join`))) chat.roomsChanged();
    else setBusy(false);
  };
  return (
    <div className="empty">
      {room ? (
        <>
          <Icon name="hash" size={40} />
          <h1><Called name={room.name} /></h1>
          {room.topic !== '' && <p dir="auto">{plain(room.topic)}</p>}
          <p className="hint">{words.memberCount(room.members)}</p>
          <div className="empty-actions">
            {room.role === null ? <Button look="main" busy={busy} onClick={() => void join()}>{words.joinRoom}</Button> : <p className="hint" role="status">{words.loading}</p>}
            <Button onClick={() => go({ at: 'home' })}>{words.backHome}</Button>
          </div>
        </>
      ) : (
        <>
          <h1 className="quiet" role={problem === undefined ? undefined : 'alert'}>{problem ?? words.loading}</h1>
          {problem !== undefined && <Button onClick={() => go({ at: 'home' })}>{words.backHome}</Button>}
        </>
      )}
    </div>
  );
}
