import type { Presence, Username } from '../model/chat';
import { useWords } from '../words/words';
import './avatar.css';

const hues = 10;

/** The same person has the same colour everywhere. */
export function hueOf(user: Username): number {
  let sum = 7;
  for (const letter of user.toLowerCase()) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return sum % hues;
}

const letters = new Intl.Segmenter();

/** The first letter of the first and the last word; of what is written without spaces, the first. */
export function initials(name: string): string {
  const first = (word: string | undefined) => {
    const found = word === undefined ? undefined : letters.segment(word)[Symbol.iterator]().next();
    return found && !found.done ? found.value.segment : '';
  };
  const words = name.replace(/[^\p{L}\p{N}\p{Extended_Pictographic}\s]/gu, ' ').trim().split(/\s+/);
  const last = words.length > 1 ? first(words.at(-1)) : '';
  return (first(words[0]) + last).toLocaleUpperCase() || '?';
}

export function Avatar({ user, name, size = 36 }: { readonly user: Username; readonly name: string; readonly size?: 18 | 24 | 36 | 64 }) {
  return (
    <span className={`avatar size-${size} hue-${hueOf(user)}`} aria-hidden="true">
      {initials(name)}
    </span>
  );
}

export function PresenceDot({ state }: { readonly state: Presence | undefined }) {
  const words = useWords();
  const known = state ?? 'offline';
  return <span className={`presence ${known}`} role="img" aria-label={words.presence[known]} title={words.presence[known]} />;
}
