import type { Username } from '../model/chat';
import { nameOf, useModel } from '../model/use';
import { plain } from '../text/visible';
import { useWords } from '../words/words';

/** Who is writing. The line is always there, so that nothing moves when somebody begins. */
export function Typing({ who }: { readonly who: readonly Username[] }) {
  const words = useWords();
  const names = useModel((model) => who.slice(0, 3).map((user) => plain(nameOf(model, user))).join('\n'));
  const [first = '', second = '', third = ''] = names.split('\n');
  const told = who.length === 0 ? '' : who.length === 1 ? words.typing.one(first) : who.length === 2 ? words.typing.two(first, second) : who.length === 3 ? words.typing.three(first, second, third) : words.typing.many;
  return (
    <div className="typing" aria-live="polite">
      {told !== '' && <><span className="typing-dots" aria-hidden="true"><i /><i /><i /></span><span className="cut" dir="auto">{told}</span></>}
    </div>
  );
}
