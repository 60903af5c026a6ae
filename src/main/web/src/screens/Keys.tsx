import { altKey, commandKey } from '../desk/platform';
import { Dialog } from '../parts/Dialog';
import { useWords } from '../words/words';
import './keys.css';

export default function Keys({ onClose }: { readonly onClose: () => void }) {
  const words = useWords();
  const keys: readonly (readonly [readonly string[], string])[] = [
    [[commandKey, 'K'], words.key.switcher],
    [[altKey, '↑'], words.key.roomBefore],
    [[altKey, '↓'], words.key.roomAfter],
    [[commandKey, 'F'], words.key.search],
    [['Enter'], words.key.send],
    [['Shift', 'Enter'], words.key.newLine],
    [['↑'], words.key.editLast],
    [['@', '#', ':'], words.key.complete],
    [['Tab'], words.key.toMessages],
    [['Esc'], words.key.close],
    [['?'], words.key.keys],
  ];
  return (
    <Dialog title={words.keys} onClose={onClose}>
      <dl className="dialog-body keys">
        {keys.map(([parts, does]) => (
          <div key={does}>
            <dt>{does}</dt>
            <dd>{parts.map((part) => <kbd key={part}>{part}</kbd>)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
