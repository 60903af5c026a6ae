import { Icon } from '../theme/icons';
import { useWords } from '../words/words';

export function JumpToLatest({ count, onClick }: { readonly count: number; readonly onClick: () => void }) {
  const words = useWords();
  return (
    <button type="button" className="to-latest" onClick={onClick}>
      <Icon name="down" size={16} />
      {count > 0 ? words.newMessages(count) : words.toLatest}
    </button>
  );
}
