import { useState } from 'react';
import type { Room } from '../model/chat';
import { path } from '../model/calls';
import { mayChange, mayInvite } from '../model/permission';
import { useChat, useModel } from '../model/use';
import { PresenceDot } from '../parts/Avatar';
import { IconButton } from '../parts/Button';
import { Confirm } from '../parts/Dialog';
import type { MenuItem } from '../parts/Menu';
import { Menu } from '../parts/Menu';
import { Called } from '../parts/Name';
import { useTelling } from '../parts/told';
import { plain } from '../text/visible';
import { go } from '../route';
import { Icon } from '../theme/icons';
import { useWords } from '../words/words';
import type { Panel } from './desk';
import { useDesk } from './desk';

export function RoomHead({ room }: { readonly room: Room }) {
  const chat = useChat();
  const words = useWords();
  const { attempt } = useTelling();
  const { panel, setPanel } = useDesk();
  const presence = useModel((model) => (room.with === undefined ? undefined : model.presence[room.with]));
  const [leaving, setLeaving] = useState(false);
  const direct = room.visibility === 'direct';
  const toggle = (which: Panel) => () => setPanel(panel === which ? undefined : which);

  const leave = async () => {
    if (!(await attempt(chat.call('POST', path`/rooms/${room.id}/leave`)))) return;
    chat.roomsChanged();
    go({ at: 'home' }, true);
  };
  const items: MenuItem[] = [
    ...(mayInvite(room) ? [{ text: words.invites, icon: 'invite' as const, do: () => setPanel('invites') }] : []),
    ...(mayChange(room) ? [{ text: words.roomSettings, icon: 'settings' as const, do: () => setPanel('settings') }] : []),
    { text: room.muted ? words.unmuteRoom : words.muteRoom, icon: room.muted ? 'bell' : 'bellOff', do: () => chat.mute(room.id, !room.muted) },
    ...(direct ? [] : [{ text: words.leaveRoom, icon: 'leave' as const, danger: true, do: () => setLeaving(true) }]),
  ];
  return (
    <header className="room-head">
      <IconButton name={words.back} icon="back" className="only-phone" onClick={() => go({ at: 'home' })} />
      <div className="room-title">
        <h1>
          {direct ? <PresenceDot state={presence} /> : <Icon name={room.visibility === 'private' ? 'lock' : 'hash'} size={18} />}
          <span className="cut" title={plain(room.name)}><Called name={room.name} /></span>
        </h1>
        <span className="room-topic cut" dir="auto" title={plain(room.topic)}>{direct ? `@${room.with ?? ''}` : plain(room.topic)}</span>
      </div>
      <IconButton name={words.search} icon="search" aria-pressed={panel === 'search'} onClick={toggle('search')} />
      {!direct && (
        <IconButton name={words.memberCount(room.members)} icon="members" className="members-button" aria-pressed={panel === 'members'} onClick={toggle('members')}>
          <span aria-hidden="true">{words.count(room.members)}</span>
        </IconButton>
      )}
      <Menu name={words.roomMenu} items={items} />
      {leaving && (
        <Confirm title={words.leaveRoom} text={room.visibility === 'private' ? words.leavePrivateSure : words.leaveSure} action={words.leave} onClose={() => setLeaving(false)} onYes={() => void leave()} />
      )}
    </header>
  );
}
