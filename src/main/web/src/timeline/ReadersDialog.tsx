import { useEffect, useState } from 'react';
import type { RoomId } from '../model/chat';
import { path, reason } from '../model/calls';
import type { Readers } from '../model/shapes';
import { useChat, useName } from '../model/use';
import { Avatar } from '../parts/Avatar';
import { Dialog } from '../parts/Dialog';
import { Fault } from '../parts/Field';
import { Called } from '../parts/Name';
import { useWords } from '../words/words';

export function ReadersDialog({ room, seq, onClose }: { readonly room: RoomId; readonly seq: number; readonly onClose: () => void }) {
  const chat = useChat();
  const words = useWords();
  const [readers, setReaders] = useState<Readers>();
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    chat.call<Readers>('GET', path`/rooms/${room}/messages/${seq}/readers`).then(setReaders, (why: unknown) => setProblem(reason(why, words.wentWrong)));
  }, [chat, room, seq, words]);
  return (
    <Dialog title={words.whoHasRead} onClose={onClose}>
      <div className="dialog-body">
        {problem !== undefined && <Fault>{problem}</Fault>}
        {readers?.count === 0 && <p className="hint">{words.nobodyYet}</p>}
        <ul className="people">
          {readers?.readers.map((user) => <Reader key={user} user={user} />)}
        </ul>
        {readers && readers.count > readers.readers.length && <p className="hint">{words.andMore(readers.count - readers.readers.length)}</p>}
        <p className="hint">{words.readersHint}</p>
      </div>
    </Dialog>
  );
}

function Reader({ user }: { readonly user: string }) {
  const name = useName(user);
  return (
    <li className="person">
      <Avatar user={user} name={name} />
      <span className="cut"><Called name={name} /></span>
    </li>
  );
}
