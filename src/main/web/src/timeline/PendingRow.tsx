import type { Pending, Username } from '../model/chat';
import { useChat } from '../model/use';
import { Avatar } from '../parts/Avatar';
import { Name } from '../parts/Name';
import { useName } from '../model/use';
import { Formatted } from '../text/Formatted';
import { Icon } from '../theme/icons';
import { useTimes, useWords } from '../words/words';

interface Props {
  readonly rowKey: string;
  readonly pending: Pending;
  readonly head: boolean;
  readonly me: Username | undefined;
  readonly reachable: boolean;
}

/** A message of one's own that the server has not acknowledged: it never looks as if it had. */
export function PendingRow({ rowKey, pending, head, me = '', reachable }: Props) {
  const chat = useChat();
  const words = useWords();
  const times = useTimes();
  const name = useName(me);
  const failed = pending.state === 'failed';
  return (
    <div className={`message pending ${head ? 'head' : ''} ${failed ? 'failed' : ''}`} role="article" data-row={rowKey} tabIndex={reachable ? 0 : -1}>
      <div className="gutter">{head ? <Avatar user={me} name={name} /> : null}</div>
      <div className="said">
        {head && (
          <div className="author">
            <span className="author-name"><Name user={me} /></span>
            <time className="ts">{times.time(pending.at)}</time>
          </div>
        )}
        <Formatted text={pending.text} />
        {failed ? (
          <div className="failure" role="alert">
            <Icon name="warn" size={16} />
            <span dir="auto">{pending.problem ?? words.notSent}</span>
            <button type="button" className="link-button" onClick={() => chat.retry(pending.key)}>{words.retry}</button>
            <button type="button" className="link-button" onClick={() => chat.discard(pending.key)}>{words.discard}</button>
          </div>
        ) : (
          <div className="sending">
            <Icon name="clock" size={14} />
            {words.sending}
          </div>
        )}
      </div>
    </div>
  );
}
