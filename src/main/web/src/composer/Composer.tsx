import type { ChangeEvent, KeyboardEvent } from 'react';
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import type { Entry, Message, Room, Username } from '../model/chat';
import { useChat, useModel } from '../model/use';
import { IconButton } from '../parts/Button';
import { Name } from '../parts/Name';
import { part } from '../parts/Part';
import { Popover } from '../parts/Popover';
import { useTelling } from '../parts/told';
import { codePoints, visible } from '../text/visible';
import { filled } from '../words/filled';
import { useWords } from '../words/words';
import { Completions } from './Completions';
import type { Option, Token } from './completion';
import { complete, tokenAt } from './completion';
import { draft, keepDraft } from './drafts';
import { useOptions } from './useOptions';
import './composer.css';

const EmojiPicker = part(() => import('../text/EmojiPicker'), <div className="picker-space" />);

/** The longest text the protocol takes, in code points, and from where on it is told how much is left. */
export const longest = 4000;
const tellFrom = 3600;

/** What the next text is besides a new message. */
export type Writing = { is: 'reply' | 'edit'; to: Message };

interface Props {
  readonly room: Room;
  readonly me: Username;
  readonly writing: Writing | undefined;
  readonly onWriting: (writing: Writing | undefined) => void;
}

export function Composer({ room, me, writing, onWriting }: Props) {
  const chat = useChat();
  const words = useWords();
  const { attempt } = useTelling();
  const list = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(() => draft(me, room.id));
  const [token, setToken] = useState<Token>();
  const [chosen, setChosen] = useState(0);
  const [picking, setPicking] = useState<HTMLElement>();
  const options = useOptions(room.id, token);
  const ownLast = useModel((model) => lastOwn(model.timelines[room.id]?.entries ?? [], me));
  const length = codePoints(text);
  const editing = writing?.is === 'edit' ? writing.to : undefined;

  useEffect(() => {
    if (!editing) keepDraft(me, room.id, text);
  }, [editing, me, room.id, text]);

  // To edit is to have that text before one, and what one had begun again after it.
  const [edited, setEdited] = useState<Message>();
  if (edited !== editing) {
    setEdited(editing);
    setText(editing ? (editing.text ?? '') : draft(me, room.id));
    setToken(undefined);
  }
  useLayoutEffect(() => {
    if (!writing) return;
    area.current?.focus();
    area.current?.setSelectionRange(area.current.value.length, area.current.value.length);
  }, [writing]);

  // A hand on a keyboard wants to write at once; on a touch screen it would cover half of the room.
  useEffect(() => {
    if (matchMedia('(hover: hover)').matches) area.current?.focus();
  }, []);

  useLayoutEffect(() => {
    const shown = area.current;
    if (!shown) return;
    shown.style.height = 'auto';
    shown.style.height = `${shown.scrollHeight}px`;
  }, [text]);

  // With the text that it belongs to, so that what is typed next never lands before it.
  const [placed, setPlaced] = useState<{ caret: number }>();
  useLayoutEffect(() => {
    if (!placed) return;
    area.current?.focus();
    area.current?.setSelectionRange(placed.caret, placed.caret);
  }, [placed]);

  const put = (next: string, caret: number) => {
    setText(next);
    setToken(undefined);
    setPlaced({ caret });
  };

  const choose = (option: Option) => {
    const caret = area.current?.selectionStart ?? text.length;
    if (!token) return;
    const done = complete(text, token, caret, option.insert);
    put(done.text, done.caret);
  };

  const send = () => {
    if (text.trim() === '' || length > longest) return;
    if (editing) {
      if (text !== editing.text) void attempt(chat.edit(room.id, editing.seq, text));
    } else {
      chat.send(room.id, text, writing?.to.seq);
      keepDraft(me, room.id, '');
      setText('');
    }
    setToken(undefined);
    onWriting(undefined);
  };

  const changed = (event: ChangeEvent<HTMLTextAreaElement>) => {
    const { value, selectionStart } = event.target;
    setText(value);
    setToken(tokenAt(value, selectionStart));
    setChosen(0);
    if (value.trim() !== '' && !editing) chat.typing(room.id);
  };

  const keyed = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // While letters are being composed, as in Japanese, the keys belong to that.
    if (event.nativeEvent.isComposing) return;
    const option = options[Math.min(chosen, options.length - 1)];
    if (option && !event.shiftKey && !event.altKey) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step !== undefined) {
        event.preventDefault();
        setChosen((Math.min(chosen, options.length - 1) + step + options.length) % options.length);
        return;
      }
      if (event.key === 'Enter' || event.key === 'Tab') {
        event.preventDefault();
        choose(option);
        return;
      }
      if (event.key === 'Escape') {
        event.preventDefault();
        event.stopPropagation();
        setToken(undefined);
        return;
      }
    }
    if (event.key === 'Enter' && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      send();
    } else if (event.key === 'Escape' && writing) {
      event.preventDefault();
      event.stopPropagation();
      onWriting(undefined);
    } else if (event.key === 'ArrowUp' && text === '' && ownLast && !event.altKey && !event.shiftKey) {
      event.preventDefault();
      onWriting({ is: 'edit', to: ownLast });
    }
  };

  const over = length - longest;
  const listed = options.length > 0;
  return (
    <div className="composer">
      {listed && <Completions id={list} options={options} chosen={Math.min(chosen, options.length - 1)} onChoose={choose} />}
      <div className={`composer-box ${over > 0 ? 'over' : ''}`}>
        {writing && (
          <div className="writing">
            <span className="cut" dir="auto">
              {writing.is === 'edit' ? words.editing : filled(words.replyingTo, { name: <Name user={writing.to.from} /> })}
              {writing.is === 'reply' && <span className="writing-text"> {visible(writing.to.text ?? '').replace(/\s+/g, ' ').slice(0, 200)}</span>}
            </span>
            <IconButton name={words.cancel} icon="close" onClick={() => onWriting(undefined)} />
          </div>
        )}
        <div className="composer-line">
          <textarea
            ref={area}
            className="scroll"
            dir="auto"
            rows={1}
            value={text}
            aria-label={words.messageTo(room.name)}
            placeholder={words.messageTo(room.name)}
            aria-autocomplete="list"
            aria-controls={listed ? list : undefined}
            aria-activedescendant={listed ? `${list}-${Math.min(chosen, options.length - 1)}` : undefined}
            aria-invalid={over > 0}
            onChange={changed}
            onKeyDown={keyed}
            onBlur={() => setToken(undefined)}
          />
          <IconButton name={words.emoji} icon="smile" aria-haspopup="dialog" aria-expanded={picking !== undefined} onClick={(event) => setPicking(picking ? undefined : event.currentTarget)} />
          <IconButton name={editing ? words.save : words.send} icon={editing ? 'check' : 'send'} className="send" disabled={text.trim() === '' || over > 0} onClick={send} />
        </div>
      </div>
      <div className="composer-told" role="status">
        {over > 0 ? <span className="over">{words.tooLong(over)}</span> : length >= tellFrom ? words.left(-over) : null}
      </div>
      {picking && (
        <Popover anchor={picking} label={words.emoji} onClose={() => setPicking(undefined)}>
            <EmojiPicker
              onPick={(emoji) => {
                const caret = area.current?.selectionStart ?? text.length;
                setPicking(undefined);
                put(text.slice(0, caret) + emoji + text.slice(caret), caret + emoji.length);
              }}
            />
        </Popover>
      )}
    </div>
  );
}

function lastOwn(entries: readonly Entry[], me: Username): Message | undefined {
  return entries.findLast((entry): entry is Message => entry.kind === 'message' && entry.from === me && !entry.deleted);
}
