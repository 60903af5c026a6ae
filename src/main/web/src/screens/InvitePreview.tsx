import { useEffect, useState } from 'react';
import { path } from '../model/calls';
import { ProblemError } from '../model/chat';
import type { InvitePreview as Preview } from '../model/shapes';
import { useChat } from '../model/use';
import { Called } from '../parts/Name';
import { Fault } from '../parts/Field';
import { Icon } from '../theme/icons';
import { useWords } from '../words/words';

/** What one is invited to, for one who holds the code; also before they have signed in. */
export function InvitePreview({ code }: { readonly code: string }) {
  const chat = useChat();
  const words = useWords();
  const [preview, setPreview] = useState<Preview>();
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    chat.call<Preview>('GET', path`/invites/${code}`).then(setPreview, (failed: unknown) => {
      setProblem(failed instanceof ProblemError && failed.problem.status === 404 ? words.inviteOver : words.noServer);
    });
  }, [chat, code, words]);

  if (problem !== undefined) return <Fault>{problem}</Fault>;
  return (
    <div className="invite-preview" aria-busy={!preview}>
      <Icon name="invite" size={24} />
      <div>
        <p className="hint">{words.invitedTo}</p>
        <strong>{preview ? <Called name={preview.name} /> : '…'}</strong>
        {preview && <p className="hint">{words.memberCount(preview.members)}</p>}
      </div>
    </div>
  );
}
