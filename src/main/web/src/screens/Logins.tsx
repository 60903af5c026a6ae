import { path, reason, usePages } from '../model/calls';
import type { Login } from '../model/shapes';
import { useChat } from '../model/use';
import { Button } from '../parts/Button';
import { Fault } from '../parts/Field';
import { useTelling } from '../parts/told';
import { plain } from '../text/visible';
import { Icon } from '../theme/icons';
import { useTimes, useWords } from '../words/words';
import { agentName } from './agent';

/** Where this account is logged in. */
export function Logins() {
  const chat = useChat();
  const words = useWords();
  const times = useTimes();
  const { attempt } = useTelling();
  const { items, loading, problem, more, again } = usePages<Login>('/auth/sessions', 'sessions');
  const end = async (id: string) => {
    if (await attempt(chat.call('DELETE', path`/auth/sessions/${id}`))) again();
  };
  return (
    <>
      {problem !== undefined && <Fault>{reason(problem, words.noServer)}</Fault>}
      <ul className="people">
        {items.map((login) => (
          <li key={login.id} className="person">
            <Icon name="globe" />
            <span className="person-names" title={plain(login.agent ?? '')}>
              <span className="cut">{agentName(login.agent) ?? words.unknownAgent}</span>
              <span className="hint cut">{login.current ? words.thisLogin : words.lastSeen(times.moment(login.seen_at))}</span>
            </span>
            {!login.current && <Button look="quiet" onClick={() => void end(login.id)}>{words.endLogin}</Button>}
          </li>
        ))}
      </ul>
      {more && <Button busy={loading} onClick={more}>{words.showMore}</Button>}
    </>
  );
}
