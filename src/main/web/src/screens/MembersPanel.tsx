import { useMemo, useState } from 'react';
import { VList } from 'virtua';
import type { Role, Room } from '../model/chat';
import { path, reason, usePages } from '../model/calls';
import { mayChange } from '../model/permission';
import type { Member } from '../model/shapes';
import { useModel } from '../model/use';
import { Button } from '../parts/Button';
import { Choice, Fault } from '../parts/Field';
import { useWords } from '../words/words';
import { BannedList, MutedList } from './KeptOut';
import { MemberRow } from './MemberRow';
import { PanelBox } from './PanelBox';
import './members.css';

const order: Record<Role, number> = { owner: 0, admin: 1, member: 2 };

export default function MembersPanel({ room }: { readonly room: Room }) {
  const words = useWords();
  const [list, setList] = useState<'members' | 'banned' | 'muted'>('members');
  return (
    <PanelBox title={words.memberCount(room.members)}>
      <div className="panel-body members">
        {mayChange(room) && (
          <Choice label={words.show} value={list} options={[['members', words.members], ['banned', words.bannedList], ['muted', words.mutedList]]} onChange={setList} />
        )}
        {list === 'members' ? <Members key={room.members} room={room} /> : list === 'banned' ? <BannedList room={room} /> : <MutedList room={room} />}
      </div>
    </PanelBox>
  );
}

function Members({ room }: { readonly room: Room }) {
  const words = useWords();
  const me = useModel((model) => model.me?.username);
  const presence = useModel((model) => model.presence);
  const [wanted, setWanted] = useState('');
  const { items, loading, problem, more, again } = usePages<Member>(path`/rooms/${room.id}/members`, 'members');
  const shown = useMemo(() => {
    const said = wanted.trim().toLowerCase().replace(/^@/, '');
    const found = said === '' ? [...items] : items.filter(({ user, name }) => user.toLowerCase().includes(said) || name.toLowerCase().includes(said));
    // While there are more to come, an order of one's own would push in between what one looks at.
    if (more) return found;
    return found.sort((a, b) => order[a.role] - order[b.role] || a.name.localeCompare(b.name));
  }, [items, wanted, more]);

  return (
    <>
      <input data-first className="input" type="search" aria-label={words.findMember} placeholder={words.findMember} value={wanted} onChange={(event) => setWanted(event.target.value)} />
      {problem !== undefined && <Fault>{reason(problem, words.noServer)}</Fault>}
      <VList
        className="member-list"
        data={shown}
        onScroll={(offset) => {
          if (more && !loading && offset > shown.length * 52 - 1600) more();
        }}
      >
        {(member) => <MemberRow key={member.user} room={room} member={member} state={presence[member.user] ?? member.state} mine={member.user === me} onChanged={again} />}
      </VList>
      {!loading && shown.length === 0 && problem === undefined && <p className="hint nothing">{words.nothingFound}</p>}
      {wanted !== '' && more && <Button busy={loading} onClick={more}>{words.searchFurther(items.length)}</Button>}
    </>
  );
}
