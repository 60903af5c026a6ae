import type { Me } from '../model/chat';
import { Button } from '../parts/Button';
import { Called } from '../parts/Name';
import { Mark } from '../theme/icons';
import { filled } from '../words/filled';
import { useWords } from '../words/words';
import { useDesk } from './desk';

/** Where no room is open. */
export function Welcome({ me }: { readonly me: Me }) {
  const words = useWords();
  const { show } = useDesk();
  return (
    <div className="empty">
      <Mark size={64} />
      <h1>{filled(words.welcome, { name: <Called name={me.name} /> })}</h1>
      <p className="hint">{words.welcomeHint}</p>
      <div className="empty-actions">
        <Button look="main" icon="globe" onClick={() => show('directory')}>{words.browseRooms}</Button>
        <Button icon="plus" onClick={() => show('newRoom')}>{words.newRoom}</Button>
        <Button icon="write" onClick={() => show('newDirect')}>{words.newDirect}</Button>
      </div>
    </div>
  );
}
