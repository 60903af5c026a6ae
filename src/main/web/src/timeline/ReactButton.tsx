import { useState } from 'react';
import type { RoomId } from '../model/chat';
import { useChat } from '../model/use';
import { IconButton } from '../parts/Button';
import { part } from '../parts/Part';
import { Popover } from '../parts/Popover';
import { useTelling } from '../parts/told';
import { useWords } from '../words/words';

const EmojiPicker = part(() => import('../text/EmojiPicker'), <div className="picker-space" />);

/** Opens the table of emoji, and reacts with the one that is chosen. */
export function ReactButton({ room, seq, className }: { readonly room: RoomId; readonly seq: number; readonly className?: string }) {
  const chat = useChat();
  const words = useWords();
  const { attempt } = useTelling();
  const [anchor, setAnchor] = useState<HTMLElement>();
  const close = () => setAnchor(undefined);
  return (
    <>
      <IconButton name={words.react} icon="smile" className={className ?? ''} aria-haspopup="dialog" aria-expanded={anchor !== undefined} onClick={(event) => setAnchor(anchor ? undefined : event.currentTarget)} />
      {anchor && (
        <Popover anchor={anchor} label={words.react} onClose={close}>
            <EmojiPicker
              onPick={(emoji) => {
                close();
                anchor.focus();
                void attempt(chat.react(room, seq, emoji, true));
              }}
            />
        </Popover>
      )}
    </>
  );
}
