import { memo } from 'react';
import type { Message, Room, Timeline, Username } from '../model/chat';
import { Called } from '../parts/Name';
import { useTimes, useWords } from '../words/words';
import { MessageRow } from './MessageRow';
import { NoticeRow } from './NoticeRow';
import { PendingRow } from './PendingRow';
import type { Row } from './rows';

interface Props {
  readonly row: Row;
  readonly room: Room;
  readonly me: Username | undefined;
  readonly quotable: Timeline;
  readonly readers: readonly Username[] | undefined;
  readonly flash: boolean;
  /** Whether Tab leads to it: one row at a time; from there, arrows go on. */
  readonly reachable: boolean;
  readonly onTarget: (seq: number) => void;
  readonly onReply: (message: Message) => void;
  readonly onEdit: (message: Message) => void;
}

export const RowView = memo(function RowView(props: Props) {
  const { row, room } = props;
  switch (row.is) {
    case 'begin':
      return <Begin room={room} older={row.older} />;
    case 'day':
      return <Day ts={row.ts} />;
    case 'new':
      return <New />;
    case 'notice':
      return <NoticeRow notice={row.notice} />;
    case 'pending':
      return <PendingRow {...props} rowKey={row.key} pending={row.pending} head={row.head} />;
    case 'message':
      return <MessageRow {...props} rowKey={row.key} message={row.message} head={row.head} />;
  }
}, same);

/** A row of the same message looks the same, though the list around it is another. */
function same(before: Props, now: Props): boolean {
  return (
    sameRow(before.row, now.row) &&
    before.room.id === now.room.id &&
    before.room.role === now.room.role &&
    before.room.name === now.room.name &&
    before.me === now.me &&
    before.flash === now.flash &&
    before.reachable === now.reachable &&
    String(before.readers) === String(now.readers) &&
    before.onTarget === now.onTarget &&
    before.onReply === now.onReply &&
    before.onEdit === now.onEdit &&
    (now.row.is !== 'message' || now.row.message.replyTo === undefined || before.quotable.entries === now.quotable.entries)
  );
}

function sameRow(a: Row, b: Row): boolean {
  if (a.is === 'message' && b.is === 'message') return a.message === b.message && a.head === b.head && a.key === b.key;
  if (a.is === 'pending' && b.is === 'pending') return a.pending === b.pending && a.head === b.head;
  if (a.is === 'notice' && b.is === 'notice') return a.notice === b.notice;
  if (a.is === 'begin' && b.is === 'begin') return a.older === b.older;
  return a.is === b.is && a.key === b.key;
}

function Begin({ room, older }: { readonly room: Room; readonly older: boolean }) {
  const words = useWords();
  if (older) return <div className="begin loading">{words.loadingOlder}</div>;
  return (
    <div className="begin">
      <h2><Called name={room.name} /></h2>
      <p>{room.visibility === 'direct' ? words.beginningDirect : words.beginning}</p>
    </div>
  );
}

function Day({ ts }: { readonly ts: number }) {
  const times = useTimes();
  return (
    <div className="day" role="separator" aria-label={times.day(ts)}>
      <span aria-hidden="true">{times.day(ts)}</span>
    </div>
  );
}

function New() {
  const words = useWords();
  return (
    <div className="new-line" role="separator" aria-label={words.newLine}>
      <span aria-hidden="true">{words.newLine}</span>
    </div>
  );
}
