import { useState } from 'react';
import { path, reason } from '../model/calls';
import { ProblemError } from '../model/chat';
import { useChat, useModel } from '../model/use';
import { Button } from '../parts/Button';
import { Fault } from '../parts/Field';
import { Called } from '../parts/Name';
import { go } from '../route';
import { Mark } from '../theme/icons';
import { filled } from '../words/filled';
import { useWords } from '../words/words';
import { InvitePreview } from './InvitePreview';

/** Asks one who is signed in whether to follow an invitation. */
export function InviteLanding({ code, onDone }: { readonly code: string; readonly onDone: () => void }) {
  const chat = useChat();
  const words = useWords();
  const me = useModel((model) => model.me);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  const accept = () => {
    setBusy(true);
    setProblem(undefined);
    chat.call<{ id: string }>('POST', path`/invites/${code}/accept`).then(
      (room) => {
        chat.roomsChanged();
        go({ at: 'room', room: room.id });
        onDone();
      },
      (failed: unknown) => {
        setBusy(false);
        setProblem(failed instanceof ProblemError && failed.problem.status === 404 ? words.inviteOver : reason(failed, words.noServer));
      },
    );
  };
  return (
    <main className="front">
      <div className="front-brand">
        <Mark size={40} />
        Hubbub
      </div>
      <div className="front-card">
        <h1>{words.youAreInvited}</h1>
        <InvitePreview code={code} />
        {problem !== undefined && <Fault>{problem}</Fault>}
        <Button look="main" busy={busy} onClick={accept}>
          {words.acceptInvite}
        </Button>
        <Button look="quiet" onClick={onDone}>
          {words.notNow}
        </Button>
      </div>
      {me && <p className="front-foot"><span>{filled(words.signedInAs, { name: <Called name={me.name} /> })}</span></p>}
    </main>
  );
}
