import { useEffect, useRef, useState } from 'react';
import type { Entry } from '../model/chat';
import { nameOf, useChat } from '../model/use';
import { plain, visible } from '../text/visible';

/** Reads new messages out to those who listen: only what comes at the end while the room is open, and not one's own. */
export function Announcer({ entries }: { readonly entries: readonly Entry[] }) {
  const chat = useChat();
  const [said, setSaid] = useState('');
  const heard = useRef(entries.at(-1)?.seq ?? 0);

  useEffect(() => {
    const model = chat.current();
    const last = entries.at(-1);
    if (!last || last.seq <= heard.current) return undefined;
    // What was there before the room was opened is no news.
    const news = heard.current > 0;
    heard.current = last.seq;
    if (!news || last.kind !== 'message' || last.from === model.me?.username || last.text === undefined) return undefined;
    const text = `${plain(nameOf(model, last.from))}: ${visible(last.text)}`;
    const soon = setTimeout(() => setSaid(text));
    return () => clearTimeout(soon);
  }, [chat, entries]);

  return (
    <div className="unseen" aria-live="polite" aria-atomic="true">
      {said}
    </div>
  );
}
