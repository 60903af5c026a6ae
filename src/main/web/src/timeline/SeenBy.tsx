import type { Username } from '../model/chat';
import { nameOf, useModel } from '../model/use';
import { Avatar } from '../parts/Avatar';
import { plain } from '../text/visible';
import { useWords } from '../words/words';

const shown = 4;

/** Who has read up to here and no further. */
export function SeenBy({ readers }: { readonly readers: readonly Username[] }) {
  const words = useWords();
  const names = useModel((model) => readers.map((user) => plain(nameOf(model, user))).join('\n')).split('\n');
  const told = words.seenBy(names.slice(0, 20).join(', ') + (names.length > 20 ? ' …' : ''));
  return (
    <div className="seen-by" role="img" aria-label={told} title={told}>
      {readers.slice(0, shown).map((user, at) => (
        <Avatar key={user} user={user} name={names[at] ?? user} size={18} />
      ))}
      {readers.length > shown && <span>+{readers.length - shown}</span>}
    </div>
  );
}
