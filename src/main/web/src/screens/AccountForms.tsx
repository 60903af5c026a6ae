import type { SubmitEvent } from 'react';
import { useState } from 'react';
import type { Me, Username } from '../model/chat';
import { ProblemError } from '../model/chat';
import { reason } from '../model/calls';
import { useChat } from '../model/use';
import { forgetDrafts } from '../composer/drafts';
import { Button } from '../parts/Button';
import { Fault, Field } from '../parts/Field';
import { useTelling } from '../parts/told';
import { codePoints } from '../text/visible';
import { useWords } from '../words/words';

export function NameForm({ name: before }: { readonly name: string }) {
  const chat = useChat();
  const words = useWords();
  const { tell, attempt } = useTelling();
  const [name, setName] = useState(before);
  const fault = name.trim() === '' || codePoints(name.trim()) > 64 ? words.nameHint : undefined;
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    if (!(await attempt(chat.call('PATCH', '/me', { name: name.trim() })))) return;
    tell(words.saved);
    chat.roomsChanged();
  };
  return (
    <form className="with-button" onSubmit={(event) => void save(event)}>
      <Field label={words.displayName} autoComplete="name" value={name} fault={fault} onChange={(event) => setName(event.target.value)} />
      <Button type="submit" disabled={fault !== undefined || name.trim() === before}>{words.save}</Button>
    </form>
  );
}

export function PasswordForm({ username }: { readonly username: Username }) {
  const chat = useChat();
  const words = useWords();
  const { tell } = useTelling();
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<string>();
  const fits = codePoints(password) >= 8 && codePoints(password) <= 128;
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    setProblem(undefined);
    chat.call('PATCH', '/me', { password, current_password: current }).then(
      () => {
        setCurrent('');
        setPassword('');
        tell(words.passwordChanged);
      },
      (failed: unknown) => setProblem(isForbidden(failed) ? words.wrongCurrent : reason(failed, words.noServer)),
    );
  };
  return (
    <form onSubmit={save}>
      {problem !== undefined && <Fault>{problem}</Fault>}
      <input className="unseen" name="username" autoComplete="username" value={username} readOnly tabIndex={-1} aria-hidden="true" />
      <Field label={words.currentPassword} type="password" autoComplete="current-password" value={current} onChange={(event) => setCurrent(event.target.value)} />
      <Field label={words.newPassword} type="password" autoComplete="new-password" hint={words.newPasswordHint} value={password} onChange={(event) => setPassword(event.target.value)} />
      <Button type="submit" disabled={!fits || current === ''}>{words.changePassword}</Button>
    </form>
  );
}

export function DeleteAccount({ me }: { readonly me: Me }) {
  const chat = useChat();
  const words = useWords();
  const [sure, setSure] = useState(false);
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<string>();
  const end = (event: SubmitEvent) => {
    event.preventDefault();
    setProblem(undefined);
    chat.call('DELETE', '/me', me.guest ? {} : { password }).then(
      () => {
        forgetDrafts(me.username);
        void chat.signOut().catch(() => undefined);
      },
      (failed: unknown) => setProblem(isForbidden(failed) ? words.wrongCurrent : reason(failed, words.noServer)),
    );
  };
  return (
    <form onSubmit={end}>
      <p className="hint">{words.deleteAccountHint}</p>
      {problem !== undefined && <Fault>{problem}</Fault>}
      {sure && !me.guest && <Field label={words.password} type="password" autoFocus autoComplete="current-password" value={password} onChange={(event) => setPassword(event.target.value)} />}
      {sure ? (
        <div className="dialog-actions">
          <Button onClick={() => setSure(false)}>{words.cancel}</Button>
          <Button key="end" type="submit" look="danger" disabled={!me.guest && password === ''}>{words.deleteForGood}</Button>
        </div>
      ) : (
        <Button key="ask" icon="trash" onClick={() => setSure(true)}>{words.deleteAccount}</Button>
      )}
    </form>
  );
}

function isForbidden(failed: unknown): boolean {
  return failed instanceof ProblemError && failed.problem.status === 403;
}
