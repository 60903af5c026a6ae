import type { SubmitEvent } from 'react';
import { useState } from 'react';
import type { Room } from '../model/chat';
import { reason, usePages } from '../model/calls';
import type { Hit } from '../model/shapes';
import { useModel } from '../model/use';
import { Avatar } from '../parts/Avatar';
import { Button } from '../parts/Button';
import { Choice, Fault, Field } from '../parts/Field';
import { Called, Name } from '../parts/Name';
import { go } from '../route';
import { Marked } from '../text/Marked';
import { excerpt } from '../text/excerpt';
import { useTimes, useWords } from '../words/words';
import { useDesk } from './desk';
import { PanelBox } from './PanelBox';
import './search.css';

export default function SearchPanel({ room }: { readonly room: Room }) {
  const words = useWords();
  const [q, setQ] = useState('');
  const [where, setWhere] = useState<'here' | 'everywhere'>('here');
  const [from, setFrom] = useState('');
  const [after, setAfter] = useState('');
  const [before, setBefore] = useState('');
  const [asked, setAsked] = useState<string>();
  const { items, loading, problem, more } = usePages<Hit>(asked, 'hits');

  const search = (inRoom: typeof where) => {
    if (q.trim() === '') return;
    const query = new URLSearchParams({ q: q.trim() });
    if (inRoom === 'here') query.set('room', room.id);
    const who = from.trim().replace(/^@/, '');
    if (who !== '') query.set('from', who);
    if (after !== '') query.set('after', String(new Date(`${after}T00:00`).getTime()));
    // The whole last day counts.
    if (before !== '') query.set('before', String(new Date(`${before}T00:00`).getTime() + 86_400_000));
    setAsked(`/search?${query}`);
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    search(where);
  };
  return (
    <PanelBox title={words.search}>
      <div className="panel-body scroll">
        <form role="search" onSubmit={submit}>
          <input data-first className="input" type="search" dir="auto" aria-label={words.searchFor} placeholder={words.searchFor} value={q} onChange={(event) => setQ(event.target.value)} />
          <Choice label={words.searchIn} value={where} options={[['here', words.thisRoom], ['everywhere', words.allRooms]]} onChange={(to) => { setWhere(to); search(to); }} />
          <details className="filters">
            <summary>{words.filters}</summary>
            <Field label={words.fromUser} placeholder="@" dir="ltr" autoCapitalize="none" spellCheck={false} value={from} onChange={(event) => setFrom(event.target.value)} />
            <div className="dates">
              <Field label={words.afterDay} type="date" value={after} onChange={(event) => setAfter(event.target.value)} />
              <Field label={words.beforeDay} type="date" value={before} onChange={(event) => setBefore(event.target.value)} />
            </div>
          </details>
          <Button type="submit" look="main" icon="search" busy={loading} disabled={q.trim() === ''}>{words.search}</Button>
        </form>
        {problem !== undefined && <Fault>{reason(problem, words.noServer)}</Fault>}
        <div className="unseen" role="status">{asked === undefined || loading ? '' : items.length === 0 ? words.nothingFound : words.hits(items.length)}</div>
        {asked !== undefined && !loading && problem === undefined && items.length === 0 && <p className="hint nothing">{words.nothingFound}</p>}
        <ul className="hits">
          {items.map((hit) => (
            <li key={`${hit.room} ${hit.seq}`}><HitButton hit={hit} elsewhere={hit.room !== room.id} /></li>
          ))}
        </ul>
        {more && <Button busy={loading} onClick={more}>{words.showMore}</Button>}
      </div>
    </PanelBox>
  );
}

function HitButton({ hit, elsewhere }: { readonly hit: Hit; readonly elsewhere: boolean }) {
  const times = useTimes();
  const { setPanel } = useDesk();
  const { event } = hit;
  const room = useModel((model) => model.rooms?.find(({ id }) => id === hit.room)?.name);
  const name = useModel((model) => model.names[event.from] ?? event.from);
  const shown = excerpt(event.text ?? '', hit.ranges);
  const open = () => {
    go({ at: 'room', room: hit.room, seq: hit.seq });
    // On a phone the panel covers what one wants to see.
    if (matchMedia('(max-width: 1080px)').matches) setPanel(undefined);
  };
  return (
    <button type="button" className="hit" onClick={open}>
      <span className="hit-head">
        <Avatar user={event.from} name={name} size={24} />
        <strong className="cut"><Name user={event.from} /></strong>
        <span className="ts" title={times.full(event.ts)}>{times.brief(event.ts)}</span>
      </span>
      {elsewhere && room !== undefined && <span className="hit-room cut"># <Called name={room} /></span>}
      <span className="hit-text" dir="auto"><Marked text={shown.text} ranges={shown.ranges} /></span>
    </button>
  );
}
