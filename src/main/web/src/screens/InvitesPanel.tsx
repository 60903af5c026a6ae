import type { SubmitEvent } from 'react';
import { useId, useState } from 'react';
import type { Room } from '../model/chat';
import { path, reason, usePages } from '../model/calls';
import type { Invite, MadeInvite } from '../model/shapes';
import { useChat } from '../model/use';
import { Button } from '../parts/Button';
import { Fault } from '../parts/Field';
import { Name } from '../parts/Name';
import { useTelling } from '../parts/told';
import { Icon } from '../theme/icons';
import { useTimes, useWords } from '../words/words';
import { PanelBox } from './PanelBox';
import './invites.css';

const hour = 3600;
const ends = [hour, 24 * hour, 7 * 24 * hour, 30 * 24 * hour, 0] as const;
const uses = [1, 5, 25, 100, 0] as const;

export default function InvitesPanel({ room }: { readonly room: Room }) {
  const chat = useChat();
  const words = useWords();
  const times = useTimes();
  const { attempt } = useTelling();
  const [made, setMade] = useState<MadeInvite>();
  const { items, loading, problem, more, again } = usePages<Invite>(path`/rooms/${room.id}/invites`, 'invites');

  const revoke = async (id: string) => {
    if (!(await attempt(chat.call('DELETE', path`/rooms/${room.id}/invites/${id}`)))) return;
    if (made?.id === id) setMade(undefined);
    again();
  };
  return (
    <PanelBox title={words.invites}>
      <div className="panel-body scroll">
        <Make room={room} onMade={(invite) => { setMade(invite); again(); }} />
        {made && <Link key={made.id} url={made.url} />}
        <div className="panel-part">
          <h3>{words.openInvites}</h3>
          {problem !== undefined && <Fault>{reason(problem, words.noServer)}</Fault>}
          {!loading && problem === undefined && items.length === 0 && <p className="hint">{words.noInvites}</p>}
          <ul className="people">
            {items.map((invite) => (
              <li key={invite.id} className="person">
                <Icon name="link" />
                <span className="person-names">
                  <span className="cut">{words.usedOf(invite.uses, invite.max_uses)}</span>
                  <span className="hint cut">{invite.expires_at === null ? words.endsNever : words.until(times.moment(invite.expires_at))} · <Name user={invite.created_by} /></span>
                </span>
                <Button look="quiet" onClick={() => void revoke(invite.id)}>{words.revoke}</Button>
              </li>
            ))}
          </ul>
          {more && <Button busy={loading} onClick={more}>{words.showMore}</Button>}
        </div>
      </div>
    </PanelBox>
  );
}

function Make({ room, onMade }: { readonly room: Room; readonly onMade: (invite: MadeInvite) => void }) {
  const chat = useChat();
  const words = useWords();
  const id = useId();
  const { attempt } = useTelling();
  const [end, setEnd] = useState<number>(7 * 24 * hour);
  const [use, setUse] = useState<number>(0);
  const [busy, setBusy] = useState(false);
  const make = async (event: SubmitEvent) => {
    event.preventDefault();
    setBusy(true);
    await attempt(
      chat
        .call<MadeInvite>('POST', path`/rooms/${room.id}/invites`, { ...(end > 0 ? { expires_in: end } : {}), ...(use > 0 ? { max_uses: use } : {}) })
        .then(onMade),
    );
    setBusy(false);
  };
  return (
    <form onSubmit={(event) => void make(event)}>
      <p className="hint">{words.inviteHint}</p>
      <div className="dates">
        <div className="field">
          <label htmlFor={`${id}-ends`}>{words.ends}</label>
          <select data-first id={`${id}-ends`} value={end} onChange={(event) => setEnd(Number(event.target.value))}>
            {ends.map((seconds) => <option key={seconds} value={seconds}>{seconds === 0 ? words.never : words.inSeconds(seconds)}</option>)}
          </select>
        </div>
        <div className="field">
          <label htmlFor={`${id}-uses`}>{words.maxUses}</label>
          <select id={`${id}-uses`} value={use} onChange={(event) => setUse(Number(event.target.value))}>
            {uses.map((n) => <option key={n} value={n}>{n === 0 ? words.noLimit : n}</option>)}
          </select>
        </div>
      </div>
      <Button type="submit" look="main" icon="link" busy={busy}>{words.makeInvite}</Button>
    </form>
  );
}

/** The link is told once: who wants it later makes another. */
function Link({ url }: { readonly url: string }) {
  const words = useWords();
  const { tell } = useTelling();
  const [copied, setCopied] = useState(false);
  const copy = () => void navigator.clipboard.writeText(url).then(() => { setCopied(true); tell(words.linkCopied); }, () => tell(words.wentWrong));
  return (
    <div className="made-invite" role="status">
      <p className="hint">{words.inviteOnce}</p>
      <input className="input" readOnly value={url} aria-label={words.inviteLink} onFocus={(event) => event.target.select()} />
      <Button icon={copied ? 'check' : 'copy'} onClick={copy}>{copied ? words.copied : words.copyLink}</Button>
    </div>
  );
}
