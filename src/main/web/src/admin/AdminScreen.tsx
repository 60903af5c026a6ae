import { useState } from 'react';
import { reason } from '../model/calls';
import { ProblemError } from '../model/chat';
import { IconButton } from '../parts/Button';
import { Choice, Fault } from '../parts/Field';
import { go } from '../route';
import { useWords } from '../words/words';
import { AccountsPart } from './AccountsPart';
import { InstancesPart } from './InstancesPart';
import { RoomsPart } from './RoomsPart';
import { useWatch } from './useWatch';
import './admin.css';

type Part = 'instances' | 'accounts' | 'rooms';

/** For those who look after the server: the instances, the accounts, the rooms. */
export default function AdminScreen() {
  const words = useWords();
  const { admin } = words;
  const [part, setPart] = useState<Part>('instances');
  const watching = useWatch();
  const status = watching.problem instanceof ProblemError ? watching.problem.problem.status : undefined;
  const closed = status === 403 ? admin.notYours : status === 404 ? admin.elsewhere : undefined;
  return (
    <div className="admin">
      <header className="room-head">
        <IconButton name={words.back} icon="back" className="only-phone" onClick={() => go({ at: 'home' })} />
        <div className="room-title"><h1>{admin.title}</h1></div>
      </header>
      <div className="admin-body scroll">
        {closed === undefined ? (
          <>
            <Choice<Part> label={admin.parts} value={part} options={[['instances', admin.instances], ['accounts', admin.accounts], ['rooms', words.rooms]]} onChange={setPart} />
            {watching.problem !== undefined && <Fault>{reason(watching.problem, words.noServer)}</Fault>}
            {part === 'instances' && <InstancesPart watching={watching} />}
            {part === 'accounts' && <AccountsPart />}
            {part === 'rooms' && <RoomsPart />}
          </>
        ) : (
          <p className="admin-note" role="alert">{closed}</p>
        )}
      </div>
    </div>
  );
}
