import type { SubmitEvent } from 'react';
import { useState } from 'react';
import { ProblemError } from '../model/chat';
import { reason } from '../model/calls';
import { useChat } from '../model/use';
import { Button } from '../parts/Button';
import { Fault, Field } from '../parts/Field';
import { codePoints } from '../text/visible';
import { Mark } from '../theme/icons';
import { useWords } from '../words/words';
import { InvitePreview } from './InvitePreview';

type Way = 'signIn' | 'register' | 'guest';

/** As the server has it; what it would refuse is told before it is asked. */
const usernames = /^[A-Za-z0-9][A-Za-z0-9_.-]{1,31}$/;

export function SignIn({ why, code }: { readonly why?: 'expired' | 'disabled' | 'elsewhere' | 'protocol' | undefined; readonly code?: string | undefined }) {
  const words = useWords();
  const [way, setWay] = useState<Way>(code === undefined ? 'signIn' : 'register');
  return (
    <main className="front">
      <div className="front-brand">
        <Mark size={40} />
        Hubbub
      </div>
      <div className="front-card">
        {code !== undefined && <InvitePreview code={code} />}
        <h1>{words.way[way]}</h1>
        {why !== undefined && <Fault>{words.signedOut[why]}</Fault>}
        <Form key={way} way={way} />
        {way !== 'guest' && (
          <>
            <div className="or">{words.or}</div>
            <Button onClick={() => setWay('guest')}>{words.asGuest}</Button>
          </>
        )}
      </div>
      <p className="front-foot">
        {way === 'signIn' ? words.noAccount : words.haveAccount}
        <button type="button" className="link-button" onClick={() => setWay(way === 'signIn' ? 'register' : 'signIn')}>
          {way === 'signIn' ? words.way.register : words.way.signIn}
        </button>
      </p>
    </main>
  );
}

function Form({ way }: { readonly way: Way }) {
  const chat = useChat();
  const words = useWords();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [name, setName] = useState('');
  const [busy, setBusy] = useState(false);
  const [tried, setTried] = useState(false);
  const [problem, setProblem] = useState<string>();

  const usernameFault = way === 'register' && tried && !usernames.test(username) ? words.usernameHint : undefined;
  const passwordFault = way === 'register' && tried && (codePoints(password) < 8 || codePoints(password) > 128) ? words.passwordHint : undefined;

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (way === 'register' && (!usernames.test(username) || codePoints(password) < 8 || codePoints(password) > 128)) return;
    setBusy(true);
    setProblem(undefined);
    const called = name.trim() === '' ? undefined : name.trim();
    const done = way === 'guest' ? chat.guest(called) : way === 'register' ? chat.register(username, password, called) : chat.signIn(username.trim(), password);
    done.catch((failed: unknown) => {
      setBusy(false);
      const code = failed instanceof ProblemError ? failed.problem.code : '';
      setProblem(way === 'signIn' && code === 'unauthorized' ? words.wrongPassword : way === 'guest' && code === 'forbidden' ? words.noGuests : way === 'register' && code === 'conflict' ? words.nameTaken : reason(failed, words.noServer));
    });
  };

  return (
    <form onSubmit={submit} noValidate>
      {problem !== undefined && <Fault>{problem}</Fault>}
      {way !== 'guest' && (
        <Field label={words.username} name="username" autoComplete="username" autoCapitalize="none" spellCheck={false} dir="ltr" required autoFocus value={username} fault={usernameFault} onChange={(event) => setUsername(event.target.value)} />
      )}
      {way !== 'signIn' && (
        <Field label={words.displayName} name="name" autoComplete="name" maxLength={64} hint={way === 'guest' ? undefined : words.displayNameHint} autoFocus={way === 'guest'} value={name} onChange={(event) => setName(event.target.value)} />
      )}
      {way !== 'guest' && (
        <Field label={words.password} name="password" type="password" autoComplete={way === 'register' ? 'new-password' : 'current-password'} required value={password} fault={passwordFault} hint={way === 'register' ? words.passwordHint : undefined} onChange={(event) => setPassword(event.target.value)} />
      )}
      <Button type="submit" look="main" busy={busy}>
        {words.way[way]}
      </Button>
    </form>
  );
}
