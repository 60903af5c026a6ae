import { useState } from 'react';
import type { Message, Room, Timeline, Username } from '../model/chat';
import { useName } from '../model/use';
import { Avatar } from '../parts/Avatar';
import { Name } from '../parts/Name';
import { Formatted } from '../text/Formatted';
import { plain, visible } from '../text/visible';
import { useTimes, useWords } from '../words/words';
import { MessageTools } from './MessageTools';
import { Quote } from './Quote';
import { Reactions } from './Reactions';
import { ReadersDialog } from './ReadersDialog';
import { SeenBy } from './SeenBy';
import './actions.css';

interface Props {
  readonly rowKey: string;
  readonly message: Message;
  readonly head: boolean;
  readonly room: Room;
  readonly me: Username | undefined;
  readonly quotable: Timeline;
  readonly readers: readonly Username[] | undefined;
  readonly flash: boolean;
  readonly reachable: boolean;
  readonly onTarget: (seq: number) => void;
  readonly onReply: (message: Message) => void;
  readonly onEdit: (message: Message) => void;
}

export function MessageRow({ rowKey, message, head, room, me, quotable, readers, flash, reachable, onTarget, onReply, onEdit }: Props) {
  const words = useWords();
  const times = useTimes();
  const name = useName(message.from);
  const [listing, setListing] = useState(false);
  const calls = me !== undefined && !message.deleted && message.from !== me && message.mentions.some((user) => user === '@room' || user.toLowerCase() === me.toLowerCase());
  const said = message.deleted ? words.deleted : visible(message.text ?? '');
  return (
    <div
      className={`message ${head ? 'head' : ''} ${calls ? 'calls' : ''} ${flash ? 'flash' : ''}`}
      role="article"
      aria-label={`${plain(name)}, ${times.moment(message.ts)}: ${said.slice(0, 300)}`}
      data-row={rowKey}
      data-seq={message.seq}
      tabIndex={reachable ? 0 : -1}
    >
      <div className="gutter">
        {head ? <Avatar user={message.from} name={name} /> : <time className="ts small" title={times.full(message.ts)}>{times.time(message.ts)}</time>}
      </div>
      <div className="said">
        {message.replyTo !== undefined && !message.deleted && <Quote room={room.id} seq={message.replyTo} entries={quotable.entries} onTarget={onTarget} />}
        {head && (
          <div className="author">
            <span className="author-name"><Name user={message.from} /></span>
            <time className="ts" dateTime={new Date(message.ts).toISOString()} title={times.full(message.ts)}>{times.time(message.ts)}</time>
          </div>
        )}
        {message.deleted ? <p className="tombstone">{words.deleted}</p> : <Formatted text={message.text ?? ''} mentions={message.mentions} />}
        {message.edited && !message.deleted && <span className="edited">{words.edited}</span>}
        {!message.deleted && <Reactions room={room.id} message={message} me={me} />}
      </div>
      {readers && <SeenBy readers={readers} />}
      {!message.deleted && me !== undefined && <MessageTools room={room} message={message} me={me} onReply={onReply} onEdit={onEdit} onReaders={() => setListing(true)} />}
      {listing && <ReadersDialog room={room.id} seq={message.seq} onClose={() => setListing(false)} />}
    </div>
  );
}
