import { useEffect, useState } from 'react';
import { useModel } from '../model/use';
import { Icon } from '../theme/icons';
import { useWords } from '../words/words';

/** Shorter breaks are not worth a line that comes and goes. */
const patience = 1200;

/** How the client is connected, where it is not as it should be. */
export function ConnectionBanner() {
  const words = useWords();
  const connection = useModel((model) => model.connection);
  const [late, setLate] = useState(false);
  const now = useSeconds(connection.is === 'waiting');
  const well = connection.is === 'online';
  if (well && late) setLate(false);

  useEffect(() => {
    if (well) return undefined;
    const soon = setTimeout(() => setLate(true), patience);
    return () => clearTimeout(soon);
  }, [well]);

  const seconds = connection.is === 'waiting' ? Math.max(0, Math.ceil((connection.retryAt - now) / 1000)) : 0;
  const told =
    connection.is === 'offline'
      ? words.connection.offline
      : connection.is === 'waiting'
        ? (connection.draining ? words.connection.draining : words.connection.waiting)(seconds)
        : words.connection.connecting;
  const shown = !well && (late || connection.is === 'offline');
  return (
    // The seconds are for the eyes: read out each time, they would drown everything else.
    <div className="connection-place">
      <div className="unseen" role="status">{shown ? (connection.is === 'offline' ? told : words.connection.away) : ''}</div>
      {shown && (
        <div className="connection" aria-hidden="true">
          <Icon name={connection.is === 'offline' ? 'warn' : 'retry'} size={16} />
          {told}
        </div>
      )}
    </div>
  );
}

function useSeconds(running: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!running) return undefined;
    const clock = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(clock);
  }, [running]);
  return now;
}
