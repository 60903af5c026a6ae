import { useWords } from '../words/words';
import { Icon } from '../theme/icons';
import { Plot } from './Plot';
import { silentAfter } from './rates';
import type { Instance } from './shapes';
import type { Watching } from './useWatch';

/** The instances and what goes through them. */
export function InstancesPart({ watching: { watch, ts } }: { readonly watching: Watching }) {
  const words = useWords();
  const { admin } = words;
  const heard = [...watch.heard.values()];
  if (ts === undefined) return <p className="hint" role="status">{words.loading}</p>;
  const perSecond = (value: number) => admin.perSecond(rounded(value));
  return (
    <>
      <section className="plots" aria-label={admin.rates}>
        <Plot title={admin.messagesIn} points={watch.points} of={(point) => point.in} said={perSecond} />
        <Plot title={admin.messagesOut} points={watch.points} of={(point) => point.out} said={perSecond} />
        <Plot title={admin.sessions} points={watch.points} of={(point) => point.sessions} said={words.count} />
        <Plot title={admin.p99} points={watch.points} of={(point) => point.p99} said={(value) => admin.milliseconds(rounded(value))} />
      </section>
      {heard.some(({ facts }) => facts.redis === 'away') && <p className="admin-note" role="status"><Icon name="warn" size={18} />{admin.redisAway}</p>}
      <ul className="instances">
        {heard.map((one) => <InstanceCard key={one.facts.id} facts={one.facts} silentMs={ts - one.ts} />)}
      </ul>
    </>
  );
}

function InstanceCard({ facts, silentMs }: { readonly facts: Instance; readonly silentMs: number }) {
  const words = useWords();
  const { admin } = words;
  const silent = silentMs >= silentAfter;
  const rows: [string, string, boolean?][] = [
    [admin.version, facts.version],
    [admin.uptime, admin.lasting(Math.max(0, facts.at - facts.started) / 1000)],
    [admin.sessions, words.count(facts.sessions)],
    [admin.lag, admin.milliseconds(rounded(facts.loop_lag_us / 1000))],
    [admin.store, admin.state[facts.store], facts.store === 'away'],
    ['Redis', admin.state[facts.redis], facts.redis === 'away'],
    [admin.address, facts.address],
  ];
  return (
    <li className="instance">
      <h3>
        <bdi className="cut">{facts.id}</bdi>
        {silent && <span className="role bad">{admin.silent(Math.round(silentMs / 1000))}</span>}
      </h3>
      <dl>
        {rows.map(([name, value, bad]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className={bad ? 'bad' : undefined}>{bad && <Icon name="warn" size={16} />}<bdi>{value}</bdi></dd>
          </div>
        ))}
      </dl>
    </li>
  );
}

/** As many digits as tell something. */
function rounded(value: number): number {
  return value < 10 ? Math.round(value * 10) / 10 : Math.round(value);
}
