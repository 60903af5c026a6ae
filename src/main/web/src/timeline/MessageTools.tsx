import { useState } from 'react';
import type { Message, Room, Username } from '../model/chat';
import { mayDelete, mayEdit } from '../model/permission';
import { useChat } from '../model/use';
import { IconButton } from '../parts/Button';
import { Confirm } from '../parts/Dialog';
import type { MenuItem } from '../parts/Menu';
import { Menu } from '../parts/Menu';
import { useTelling } from '../parts/told';
import { useWords } from '../words/words';
import { ReactButton } from './ReactButton';

interface Props {
  readonly room: Room;
  readonly message: Message;
  readonly me: Username;
  readonly onReply: (message: Message) => void;
  readonly onEdit: (message: Message) => void;
  readonly onReaders: () => void;
}

/** What can be done with a message; only what this person may do. */
export function MessageTools({ room, message, me, onReply, onEdit, onReaders }: Props) {
  const chat = useChat();
  const words = useWords();
  const { tell, attempt } = useTelling();
  const [deleting, setDeleting] = useState(false);

  const copy = (what: string) => void navigator.clipboard.writeText(what).then(() => tell(words.copied), () => tell(words.wentWrong));
  const items: MenuItem[] = [
    ...(mayEdit(message, me) ? [{ text: words.edit, icon: 'edit' as const, do: () => onEdit(message) }] : []),
    { text: words.copyText, icon: 'copy', do: () => copy(message.text ?? '') },
    { text: words.copyLink, icon: 'link', do: () => copy(`${location.origin}/r/${room.id}/${message.seq}`) },
    { text: words.whoHasRead, icon: 'eye', do: onReaders },
    ...(mayDelete(message, me, room) ? [{ text: words.delete, icon: 'trash' as const, danger: true, do: () => setDeleting(true) }] : []),
  ];
  return (
    <div className="tools" role="toolbar" aria-label={words.messageActions}>
      <ReactButton room={room.id} seq={message.seq} />
      <IconButton name={words.reply} icon="reply" onClick={() => onReply(message)} />
      {mayEdit(message, me) && <IconButton name={words.edit} icon="edit" className="wide-only" onClick={() => onEdit(message)} />}
      <Menu name={words.more} items={items} />
      {deleting && (
        <Confirm title={words.deleteMessage} text={words.deleteMessageSure} action={words.delete} onClose={() => setDeleting(false)} onYes={() => void attempt(chat.delete(room.id, message.seq))} />
      )}
    </div>
  );
}
