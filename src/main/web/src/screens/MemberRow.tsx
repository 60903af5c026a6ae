import { useState } from 'react';
import type { Presence, Room } from '../model/chat';
import { path } from '../model/calls';
import { mayGiveRoles, mayModerate } from '../model/permission';
import type { Member } from '../model/shapes';
import { useChat } from '../model/use';
import { Avatar, PresenceDot } from '../parts/Avatar';
import { Confirm } from '../parts/Dialog';
import type { MenuItem } from '../parts/Menu';
import { Menu } from '../parts/Menu';
import { Called } from '../parts/Name';
import { useTelling } from '../parts/told';
import { plain } from '../text/visible';
import { useWords } from '../words/words';
import { useDirect } from './useDirect';

interface Props {
  readonly room: Room;
  readonly member: Member;
  readonly state: Presence;
  readonly mine: boolean;
  readonly onChanged: () => void;
}

const hour = 3600;

/** A member, with what this person may do about them and nothing else. */
export function MemberRow({ room, member, state, mine, onChanged }: Props) {
  const chat = useChat();
  const words = useWords();
  const direct = useDirect();
  const { tell, attempt } = useTelling();
  const [asking, setAsking] = useState<'kick' | 'ban' | 'handOver'>();
  const { user, name } = member;

  const act = async (done: string, what: Promise<unknown>) => {
    if (!(await attempt(what))) return;
    tell(done);
    onChanged();
    chat.roomsChanged();
  };
  const give = (role: string) => void act(words.roleGiven, chat.call('PATCH', path`/rooms/${room.id}/members/${user}`, { role }));
  const mute = (body: object) => void act(words.memberMuted, chat.call('PUT', path`/rooms/${room.id}/mutes/${user}`, body));
  const sure = {
    kick: { title: words.kick, text: words.kickSure(plain(name)), yes: () => void act(words.memberKicked, chat.call('DELETE', path`/rooms/${room.id}/members/${user}`)) },
    ban: { title: words.ban, text: words.banSure(plain(name)), yes: () => void act(words.memberBanned, chat.call('PUT', path`/rooms/${room.id}/bans/${user}`)) },
    handOver: { title: words.handOver, text: words.handOverSure(plain(name)), yes: () => give('owner') },
  };
  const below = !mine && mayModerate(room.role, member.role);
  const roles = !mine && mayGiveRoles(room.role);
  const items: MenuItem[] = [
    ...(mine ? [] : [{ text: words.message, icon: 'write' as const, do: () => direct(user) }]),
    ...(roles && member.role === 'member' ? [{ text: words.makeAdmin, icon: 'check' as const, do: () => give('admin') }] : []),
    ...(roles && member.role === 'admin' ? [{ text: words.makeMember, icon: 'down' as const, do: () => give('member') }] : []),
    ...(roles ? [{ text: words.handOver, icon: 'keys' as const, do: () => setAsking('handOver') }] : []),
    ...(below
      ? [
          { text: words.muteHour, icon: 'bellOff' as const, do: () => mute({ expires_in: hour }) },
          { text: words.muteForGood, icon: 'bellOff' as const, do: () => mute({}) },
          { text: words.kick, icon: 'leave' as const, danger: true, do: () => setAsking('kick') },
          { text: words.ban, icon: 'lock' as const, danger: true, do: () => setAsking('ban') },
        ]
      : []),
  ];
  return (
    <div className="person">
      <span className="with-presence">
        <Avatar user={user} name={name} />
        <PresenceDot state={state} />
      </span>
      <span className="person-names">
        <span className="cut"><Called name={name} />{mine && ` ${words.you}`}</span>
        <span className="hint cut">@{user}</span>
      </span>
      {member.role !== 'member' && <span className="role">{words.role[member.role]}</span>}
      <Menu name={words.actionsFor(plain(name))} items={items} />
      {asking && <Confirm title={sure[asking].title} text={sure[asking].text} action={sure[asking].title} onClose={() => setAsking(undefined)} onYes={sure[asking].yes} />}
    </div>
  );
}
