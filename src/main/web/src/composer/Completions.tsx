import { Avatar } from '../parts/Avatar';
import { Called } from '../parts/Name';
import { Icon } from '../theme/icons';
import { useWords } from '../words/words';
import type { Option } from './completion';

interface Props {
  readonly id: string;
  readonly options: readonly Option[];
  readonly chosen: number;
  readonly onChoose: (option: Option) => void;
}

export function Completions({ id, options, chosen, onChoose }: Props) {
  const words = useWords();
  return (
    <ul id={id} className="completions" role="listbox" aria-label={words.completions}>
      {options.map((option, at) => (
        <li
          key={option.key}
          id={`${id}-${at}`}
          role="option"
          aria-selected={at === chosen}
          // Before the click takes the focus out of the text.
          onMouseDown={(event) => {
            event.preventDefault();
            onChoose(option);
          }}
        >
          {option.user !== undefined ? <Avatar user={option.user} name={option.label} size={24} /> : option.emoji !== undefined ? <span className="completion-emoji">{option.emoji}</span> : <Icon name={option.key === '@room' ? 'members' : 'hash'} />}
          <span className="cut"><Called name={option.label} /></span>
          {option.detail !== undefined && <span className="completion-detail cut">{option.detail}</span>}
        </li>
      ))}
    </ul>
  );
}
