import type { Message, RoomId, Username } from '../model/chat';
import { nameOf, useChat, useModel } from '../model/use';
import { useTelling } from '../parts/told';
import { useEmoji } from '../text/emoji';
import { plain } from '../text/visible';
import { useWords } from '../words/words';
import { ReactButton } from './ReactButton';

export function Reactions({ room, message, me }: { readonly room: RoomId; readonly message: Message; readonly me: Username | undefined }) {
  const given = Object.entries(message.reactions).filter(([, users]) => users.length > 0);
  if (given.length === 0) return null;
  return (
    <div className="reactions">
      {given.map(([emoji, users]) => (
        <Reaction key={emoji} room={room} seq={message.seq} emoji={emoji} users={users} me={me} />
      ))}
      <ReactButton room={room} seq={message.seq} className="reaction add" />
    </div>
  );
}

function Reaction({ room, seq, emoji, users, me }: { readonly room: RoomId; readonly seq: number; readonly emoji: string; readonly users: readonly Username[]; readonly me: Username | undefined }) {
  const chat = useChat();
  const words = useWords();
  const { attempt } = useTelling();
  const names = useModel((model) => users.slice(0, 20).map((user) => plain(nameOf(model, user))).join(', '));
  const mine = me !== undefined && users.includes(me);
  const told = words.reactedWith(names + (users.length > 20 ? ' …' : ''), emoji);
  return (
    <button type="button" className="reaction" aria-pressed={mine} title={told} onClick={() => void attempt(chat.react(room, seq, emoji, !mine))}>
      <span className="reaction-emoji">{/^:.+:$/.test(emoji) ? <Coded code={emoji} /> : emoji}</span>
      {users.length}
      <span className="unseen">{names}</span>
    </button>
  );
}

/** A reaction by name, as programs give them. */
function Coded({ code }: { readonly code: string }) {
  return useEmoji()?.byName.get(code.slice(1, -1)) ?? code;
}
