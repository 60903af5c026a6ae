import type { KeyboardEvent } from 'react';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { VirtualizerHandle } from 'virtua';
import { Virtualizer } from 'virtua';
import type { Message, Room, Timeline as Shown } from '../model/chat';
import { useChat, useModel } from '../model/use';
import { useWords } from '../words/words';
import { Announcer } from './Announcer';
import { JumpToLatest } from './JumpToLatest';
import { RowView } from './RowView';
import type { Row } from './rows';
import { lastSeqAbove, readersBySeq, rowOfSeq, rowsOf, seqOf } from './rows';
import './timeline.css';

/** How near to the end counts as at the end, and how near to an edge more is loaded. */
const atEndWithin = 48;
const loadWithin = 1200;

/** How long rows may take to be measured after the list was told to go somewhere. */
const settlesIn = 2000;

/** How long after a sign of the person a movement counts as theirs. */
const movesFor = 400;

type Aim = { row: number; align: 'start' | 'center' | 'end'; offset: number; until: number } | undefined;

interface Props {
  readonly room: Room;
  readonly timeline: Shown;
  /** The message that an address or a search leads to. */
  readonly target: { readonly seq: number } | undefined;
  readonly onTarget: (seq: number) => void;
  readonly onLatest: () => void;
  readonly onReply: (message: Message) => void;
  readonly onEdit: (message: Message) => void;
}

/** The entries of a room. Only those on the screen, and some beyond, are in the document. */
export function Timeline({ room, timeline, target, onTarget, onLatest, onReply, onEdit }: Props) {
  const chat = useChat();
  const words = useWords();
  const me = useModel((model) => model.me?.username);
  const { entries, pending, divider, older, newer } = timeline;
  // eslint-disable-next-line react-hooks/exhaustive-deps -- typing and receipts change often and make no row another
  const rows = useMemo(() => rowsOf(timeline, me), [entries, pending, divider, older, newer, me]);
  // eslint-disable-next-line react-hooks/exhaustive-deps -- likewise
  const readers = useMemo(() => readersBySeq(timeline), [timeline.receipts, entries]);
  const shift = usePrepended(rows);

  const list = useRef<VirtualizerHandle>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const [atEnd, setAtEnd] = useState(true);
  const stuck = useRef(true);
  /**
   * Where the list was told to go. While it goes there, rows are measured that nobody knew the height of, so it is told
   * again; and where it is on the way says nothing.
   */
  const aim = useRef<Aim>(undefined);
  /** Whether it is the person who scrolls: rows that become higher do it, too, and mean nothing. */
  const movesUntil = useRef(0);
  const loading = useRef(false);
  const [focused, setFocused] = useState<string>();
  const [flash, setFlash] = useState<number>();

  const goTo = useCallback((row: number, align: 'start' | 'center' | 'end', offset = 0) => {
    aim.current = { row, align, offset, until: performance.now() + settlesIn };
    list.current?.scrollToIndex(row, { align, offset });
  }, []);

  const tellRead = useCallback(() => {
    const shown = list.current;
    if (!shown || document.visibilityState !== 'visible' || !document.hasFocus()) return;
    const seq = lastSeqAbove(rows, shown.findItemIndex(shown.scrollOffset + shown.viewportSize - 16));
    if (seq !== undefined && seq > room.read) chat.read(room.id, seq);
  }, [chat, room.id, room.read, rows]);

  const look = useCallback(() => {
    const shown = list.current;
    if (!shown) return;
    const below = shown.scrollSize - shown.scrollOffset - shown.viewportSize;
    const near = below < atEndWithin && !newer;
    if (near && !aim.current) stuck.current = true;
    else if (!near && movesUntil.current > performance.now()) stuck.current = false;
    setAtEnd(stuck.current || near);
    const more =
      shown.scrollOffset < loadWithin && older ? () => chat.loadOlder(room.id) : below < loadWithin && newer ? () => chat.loadNewer(room.id) : undefined;
    if (more && !loading.current) {
      loading.current = true;
      const done = () => {
        loading.current = false;
      };
      // Where it fails, the next scrolling tries again.
      more().then(done, done);
    }
    tellRead();
  }, [chat, newer, older, room.id, tellRead]);

  // The list is as high as it has become only after this turn; until then, the browser lets nobody scroll so far.
  const resized = () => {
    requestAnimationFrame(() => {
      const to = aim.current;
      if (stuck.current) goTo(rows.length - 1, 'end');
      else if (to && to.until > performance.now()) list.current?.scrollToIndex(to.row, to);
    });
  };

  // The first look at a room: what is new, else the end.
  useLayoutEffect(() => {
    if (target !== undefined) return;
    const begin = rows.findIndex((row) => row.is === 'new');
    stuck.current = begin < 0;
    if (begin >= 0) goTo(begin, 'start', -56);
    else goTo(rows.length - 1, 'end');
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once, when the room is opened
  }, []);

  useLayoutEffect(() => {
    if (stuck.current && !newer) goTo(rows.length - 1, 'end');
  }, [rows, newer, goTo]);

  // What one has just written is to be seen, wherever one was.
  const written = pending.at(-1)?.key;
  const wrote = useRef(written);
  useLayoutEffect(() => {
    if (written === undefined || written === wrote.current) return;
    wrote.current = written;
    stuck.current = true;
    if (newer) void chat.jumpToEnd(room.id).catch(() => undefined);
    else goTo(rows.length - 1, 'end');
  }, [written, newer, chat, room.id, goTo, rows.length]);

  // What a jump leads to; also when it comes only after the jump has loaded what is around it.
  const jumped = useRef<Props['target']>(undefined);
  useLayoutEffect(() => {
    if (target === undefined || jumped.current === target) return;
    const first = entries[0]?.seq ?? Infinity;
    const last = entries.at(-1)?.seq ?? 0;
    if (target.seq < first || (target.seq > last && newer)) return;
    jumped.current = target;
    stuck.current = false;
    const row = rowOfSeq(rows, target.seq);
    goTo(row < 0 ? rows.length - 1 : row, 'center');
    requestAnimationFrame(() => setFlash(target.seq));
  }, [target, entries, newer, rows, goTo]);

  // An aim that nothing more comes of is over all the same.
  useEffect(() => {
    const over = setTimeout(() => {
      aim.current = undefined;
      look();
    }, settlesIn);
    return () => clearTimeout(over);
  }, [look]);

  useEffect(() => {
    if (flash === undefined) return undefined;
    const over = setTimeout(() => setFlash(undefined), 2500);
    return () => clearTimeout(over);
  }, [flash]);

  useEffect(() => {
    const returned = () => tellRead();
    const soon = requestAnimationFrame(returned);
    addEventListener('focus', returned);
    document.addEventListener('visibilitychange', returned);
    return () => {
      cancelAnimationFrame(soon);
      removeEventListener('focus', returned);
      document.removeEventListener('visibilitychange', returned);
    };
  }, [tellRead]);

  const toEnd = () => {
    onLatest();
    const show = () => {
      stuck.current = true;
      setAtEnd(true);
      goTo(rows.length - 1, 'end');
    };
    if (newer) chat.jumpToEnd(room.id).then(show, () => undefined);
    else show();
  };

  const focusRow = (event: KeyboardEvent) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const on = event.target;
    if (step === undefined || !(on instanceof HTMLElement) || on.dataset.row === undefined) return;
    event.preventDefault();
    let at = rows.findIndex((row) => row.key === on.dataset.row) + step;
    while (rows[at] && rows[at]?.is !== 'message' && rows[at]?.is !== 'pending') at += step;
    const key = rows[at]?.key;
    if (key === undefined) return;
    aim.current = undefined;
    setFocused(key);
    list.current?.scrollToIndex(at, { align: 'nearest' });
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(key)}"]`)?.focus());
  };

  const focusedRow = focused === undefined ? -1 : rows.findIndex((row) => row.key === focused);
  const lastMessage = rows.findLast((row) => row.is === 'message' || row.is === 'pending')?.key;
  const own = () => {
    if (aim.current) {
      aim.current = undefined;
      look();
    }
    movesUntil.current = performance.now() + movesFor;
  };
  return (
    <div className="timeline-frame">
      <div
        ref={scroller}
        className="timeline scroll"
        role="log"
        // New messages are read out by the announcer: here, old ones that scrolling brings would be, too.
        aria-live="off"
        aria-label={words.messagesIn(room.name)}
        aria-busy={!timeline.fresh}
        onWheel={own}
        onTouchMove={own}
        onPointerDown={own}
        onKeyDown={(event) => {
          own();
          focusRow(event);
        }}
        onFocus={(event) => setFocused(event.target.dataset.row)}
      >
        <div className="timeline-space" />
        <Virtualizer
          ref={list}
          data={rows}
          shift={shift}
          bufferSize={400}
          keepMounted={focusedRow < 0 ? undefined : [focusedRow]}
          onScroll={() => {
            // What goes on, such as a drag or the run after a swipe, is still the person's.
            if (movesUntil.current > performance.now()) movesUntil.current = performance.now() + movesFor;
            look();
          }}
          onScrollEnd={() => {
            if (aim.current && aim.current.until < performance.now()) aim.current = undefined;
            look();
          }}
          onResize={resized}
        >
          {(row) => (
            <RowView
              key={row.key}
              row={row}
              room={room}
              me={me}
              quotable={timeline}
              readers={readers.get(seqOf(row) ?? -1)}
              flash={flash !== undefined && seqOf(row) === flash}
              reachable={row.key === (focusedRow < 0 ? lastMessage : focused)}
              onTarget={onTarget}
              onReply={onReply}
              onEdit={onEdit}
            />
          )}
        </Virtualizer>
      </div>
      {(!atEnd || newer) && <JumpToLatest count={room.unread} onClick={toEnd} />}
      <Announcer entries={entries} />
    </div>
  );
}

/** Whether the rows are those before with some put before them: then what is on the screen has to stay where it is. */
function usePrepended(rows: readonly Row[]): boolean {
  const [seen, setSeen] = useState({ rows, prepended: false });
  if (seen.rows === rows) return seen.prepended;
  const before = seqOf(seen.rows.find((row) => seqOf(row) !== undefined));
  const now = seqOf(rows.find((row) => seqOf(row) !== undefined));
  const prepended =
    before !== undefined && now !== undefined && now < before && rows.length > seen.rows.length && (lastSeqAbove(rows, rows.length) ?? 0) >= (lastSeqAbove(seen.rows, seen.rows.length) ?? 0);
  setSeen({ rows, prepended });
  return prepended;
}
