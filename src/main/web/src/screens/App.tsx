import { useState } from 'react';
import { useModel } from '../model/use';
import { Mark } from '../theme/icons';
import { useWords } from '../words/words';
import { InviteLanding } from './InviteLanding';
import { Shell } from './Shell';
import { SignIn } from './SignIn';
import './app.css';

/** The first fork: nobody known yet, nobody signed in, an invitation to follow, or the rooms. */
export function App({ invite }: { readonly invite?: string | undefined }) {
  const connection = useModel((model) => model.connection);
  const me = useModel((model) => model.me);
  const [code, setCode] = useState(invite);

  if (connection.is === 'signedOut') return <SignIn why={connection.why} code={code} />;
  if (!me) return <Splash />;
  if (code !== undefined) return <InviteLanding code={code} onDone={() => setCode(undefined)} />;
  return <Shell me={me} />;
}

function Splash() {
  const words = useWords();
  return (
    <main className="splash" aria-busy="true">
      <Mark size={64} />
      <h1 className="unseen">Hubbub</h1>
      <p className="hint" role="status">{words.starting}</p>
    </main>
  );
}
