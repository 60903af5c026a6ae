import { useEffect, useState } from 'react';
import type { Entry, RoomId, Username } from '../model/chat';
import { path } from '../model/calls';
import { useChat } from '../model/use';
import { Name } from '../parts/Name';
import { visible } from '../text/visible';
import { Icon } from '../theme/icons';
import { useWords } from '../words/words';

interface Said {
  readonly seq: number;
  readonly from: Username;
  readonly text?: string;
  readonly deleted?: boolean;
}

/** What a message answers; leads there. */
export function Quote({ room, seq, entries, onTarget }: { readonly room: RoomId; readonly seq: number; readonly entries: readonly Entry[]; readonly onTarget: (seq: number) => void }) {
  const words = useWords();
  const said = useSaid(room, seq, entries);
  const text = said === undefined ? '…' : said.deleted === true || said.text === undefined ? words.deleted : visible(said.text).replace(/\s+/g, ' ');
  return (
    <button type="button" className="quoted" onClick={() => onTarget(seq)} tabIndex={-1}>
      <Icon name="reply" size={14} />
      <span className="unseen">{words.goToQuoted}</span>
      {said && <strong><Name user={said.from} /></strong>}
      <span className="cut" dir="auto">{text}</span>
    </button>
  );
}

/** The message where it is on hand, else the server is asked. */
function useSaid(room: RoomId, seq: number, entries: readonly Entry[]): Said | undefined {
  const chat = useChat();
  const [asked, setAsked] = useState<Said>();
  const near = find(entries, seq);
  const absent = near === undefined;
  useEffect(() => {
    if (!absent) return undefined;
    let gone = false;
    chat
      .call<{ events: readonly Said[] }>('GET', `${path`/rooms/${room}/messages`}?before=${seq + 1}&limit=1`)
      .then(({ events }) => {
        const found = events[0];
        if (!gone) setAsked(found?.seq === seq ? found : { seq, from: '', deleted: true });
      })
      .catch(() => undefined);
    return () => {
      gone = true;
    };
  }, [absent, chat, room, seq]);
  return near ?? asked;
}

function find(entries: readonly Entry[], seq: number): Said | undefined {
  let low = 0;
  let high = entries.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const entry = entries[middle];
    if (!entry) return undefined;
    if (entry.seq === seq) return entry.kind === 'message' ? entry : undefined;
    if (entry.seq < seq) low = middle + 1;
    else high = middle - 1;
  }
  return undefined;
}
