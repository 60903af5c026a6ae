import type { KeyboardEvent } from 'react';
import { useState } from 'react';
import { useWords } from '../words/words';
import { findEmoji, useEmoji } from './emoji';
import './picker.css';

const across = 8;
const found = 64;

/** All emoji by group, and a search by name. Arrow keys move in the table. */
export default function EmojiPicker({ onPick }: { readonly onPick: (emoji: string) => void }) {
  const words = useWords();
  const table = useEmoji();
  const [wanted, setWanted] = useState('');
  const [group, setGroup] = useState(0);
  const shown = !table ? [] : wanted === '' ? (table.groups[group]?.emoji ?? []) : findEmoji(table, wanted, found);

  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    const buttons = [...event.currentTarget.querySelectorAll('button')];
    const at = buttons.findIndex((button) => button === document.activeElement);
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -across, ArrowDown: across }[event.key];
    if (step === undefined || at < 0) return;
    event.preventDefault();
    buttons[Math.max(0, Math.min(buttons.length - 1, at + step))]?.focus();
  };

  return (
    <div className="picker">
      <input
        data-first
        className="input"
        type="search"
        placeholder={words.findEmoji}
        aria-label={words.findEmoji}
        value={wanted}
        onChange={(event) => setWanted(event.target.value)}
        onKeyDown={(event) => {
          const first = shown[0];
          if (event.key === 'Enter' && first) {
            // Else the key would also press the button that gets the focus back.
            event.preventDefault();
            onPick(first.emoji);
          }
          if (event.key === 'ArrowDown') event.currentTarget.parentElement?.querySelector<HTMLElement>('.picker-table button')?.focus();
        }}
      />
      {table && wanted === '' && (
        <div className="picker-groups" role="tablist" aria-label={words.emojiGroups}>
          {table.groups.map(({ name, emoji }, at) => (
            <button key={name} type="button" role="tab" aria-selected={at === group} aria-label={words.emojiGroup[name as keyof typeof words.emojiGroup]} title={words.emojiGroup[name as keyof typeof words.emojiGroup]} onClick={() => setGroup(at)}>
              {emoji[0]?.emoji}
            </button>
          ))}
        </div>
      )}
      <div className="picker-table scroll" onKeyDown={move} role="group" aria-label={words.react}>
        {shown.map(({ emoji, names }, at) => (
          <button key={emoji} type="button" tabIndex={at === 0 ? 0 : -1} aria-label={names[0]} title={`:${names[0] ?? ''}:`} onClick={() => onPick(emoji)}>
            {emoji}
          </button>
        ))}
        {table && shown.length === 0 && <p className="hint">{words.nothingFound}</p>}
      </div>
    </div>
  );
}
