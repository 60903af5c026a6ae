import { useEffect, useRef } from 'react';
import type { Me, Room, RoomId } from '../model/chat';
import { commandKey } from '../desk/platform';
import { useModel } from '../model/use';
import { Avatar, PresenceDot } from '../parts/Avatar';
import { Menu } from '../parts/Menu';
import { Called } from '../parts/Name';
import { go, pathOf } from '../route';
import { Icon, Mark } from '../theme/icons';
import { useWords } from '../words/words';
import { useDesk } from './desk';
import './sidebar.css';

export function Sidebar({ me, here }: { readonly me: Me; readonly here: RoomId | undefined }) {
  const words = useWords();
  const { show } = useDesk();
  const rooms = useModel((model) => model.rooms);
  const channels = rooms?.filter((room) => room.visibility !== 'direct') ?? [];
  const directs = rooms?.filter((room) => room.visibility === 'direct') ?? [];
  return (
    <nav className="sidebar" aria-label={words.rooms}>
      <header className="sidebar-head">
        <Mark size={28} />
        <span className="sidebar-brand">Hubbub</span>
        <Menu
          name={words.add}
          icon="plus"
          items={[
            { text: words.browseRooms, icon: 'globe', do: () => show('directory') },
            { text: words.newRoom, icon: 'hash', do: () => show('newRoom') },
            { text: words.newDirect, icon: 'write', do: () => show('newDirect') },
          ]}
        />
      </header>
      <button type="button" className="find" onClick={() => show('switcher')}>
        <Icon name="search" size={16} />
        <span className="cut">{words.findRoom}</span>
        <kbd>{commandKey} K</kbd>
      </button>
      <div className="sidebar-list scroll">
        <Section title={words.rooms} rooms={channels} here={here} loading={!rooms} none={words.noRooms} onAdd={() => show('directory')} add={words.browseRooms} />
        <Section title={words.directs} rooms={directs} here={here} loading={!rooms} none={words.noDirects} onAdd={() => show('newDirect')} add={words.newDirect} />
      </div>
      <button type="button" className="own" onClick={() => show('profile')}>
        <Avatar user={me.username} name={me.name} />
        <span className="own-names">
          <span className="own-name cut"><Called name={me.name} /></span>
          <span className="hint cut">{me.guest ? words.guest : `@${me.username}`}</span>
        </span>
        <Icon name="settings" />
        <span className="unseen">{words.profile}</span>
      </button>
    </nav>
  );
}

interface SectionProps {
  readonly title: string;
  readonly rooms: readonly Room[];
  readonly here: RoomId | undefined;
  readonly loading: boolean;
  readonly none: string;
  readonly add: string;
  readonly onAdd: () => void;
}

function Section({ title, rooms, here, loading, none, add, onAdd }: SectionProps) {
  return (
    <section className="sidebar-section">
      <h2>{title}</h2>
      {loading ? (
        <div className="bones" aria-hidden="true"><i /><i /><i /></div>
      ) : (
        <ul>
          {rooms.map((room) => (
            <RoomLink key={room.id} room={room} here={room.id === here} />
          ))}
        </ul>
      )}
      {!loading && rooms.length === 0 && (
        <p className="sidebar-none">
          {none} <button type="button" className="link-button" onClick={onAdd}>{add}</button>
        </p>
      )}
    </section>
  );
}

function RoomLink({ room, here }: { readonly room: Room; readonly here: boolean }) {
  const words = useWords();
  const link = useRef<HTMLAnchorElement>(null);
  const presence = useModel((model) => (room.with === undefined ? undefined : (model.presence[room.with] ?? 'offline')));
  const failed = useModel((model) => model.timelines[room.id]?.pending.some(({ state }) => state === 'failed') === true);
  useEffect(() => {
    if (here) link.current?.scrollIntoView({ block: 'nearest' });
  }, [here]);
  const calls = room.visibility === 'direct' ? room.unread : room.mentioned;
  const unread = room.unread > 0 && !here;
  return (
    <li>
      <a
        ref={link}
        className={`room-link ${unread && !room.muted ? 'unread' : ''} ${room.muted ? 'muted' : ''}`}
        href={pathOf({ at: 'room', room: room.id })}
        aria-current={here ? 'page' : undefined}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
          event.preventDefault();
          go({ at: 'room', room: room.id });
        }}
      >
        {room.with !== undefined ? (
          <span className="with-presence">
            <Avatar user={room.with} name={room.name} size={24} />
            <PresenceDot state={presence} />
          </span>
        ) : (
          <Icon name={room.visibility === 'private' ? 'lock' : 'hash'} size={18} />
        )}
        <span className="room-name cut"><Called name={room.name} /></span>
        {failed && <span className="room-failed" title={words.notSent}><Icon name="warn" size={16} /><span className="unseen">{words.notSent}</span></span>}
        {room.muted && <Icon name="bellOff" size={16} />}
        {unread && calls > 0 && !room.muted ? (
          <span className="badge"><span aria-hidden="true">{calls > 99 ? '99+' : calls}</span><span className="unseen">{words.mentionCount(calls)}</span></span>
        ) : unread && !room.muted ? (
          <span className="count"><span aria-hidden="true">{room.unread > 99 ? '99+' : room.unread}</span><span className="unseen">{words.unreadCount(room.unread)}</span></span>
        ) : null}
      </a>
    </li>
  );
}
