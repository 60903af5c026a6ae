import type { Room, Username } from '../model/chat';

/** What is being typed behind a mark, up to the caret. */
export interface Token {
  readonly mark: '@' | '#' | ':';
  readonly typed: string;
  readonly from: number;
}

/** Something that can stand there. */
export interface Option {
  readonly key: string;
  readonly insert: string;
  readonly label: string;
  readonly detail?: string;
  readonly emoji?: string;
  readonly user?: Username;
}

const most = 8;

export function tokenAt(text: string, caret: number): Token | undefined {
  const found = /(?:^|[\s(])([@#:])([\p{L}\p{N}_.+-]{0,32})$/u.exec(text.slice(0, caret));
  if (!found) return undefined;
  const [, mark, typed = ''] = found;
  // After a colon comes often something else, so it takes two letters.
  if (mark === ':' && !/^[a-z0-9+][a-z0-9_+-]+$/i.test(typed)) return undefined;
  return { mark: mark as Token['mark'], typed, from: caret - typed.length - 1 };
}

/** The text with the token replaced, and where the caret is then. */
export function complete(text: string, token: Token, caret: number, insert: string): { text: string; caret: number } {
  const after = text.slice(caret);
  const space = after.startsWith(' ') ? '' : ' ';
  const before = text.slice(0, token.from) + insert + space;
  return { text: before + after, caret: before.length + (space === '' ? 1 : 0) };
}

/** People whose name or username begins so, then those where a later word does. */
export function people(typed: string, known: Readonly<Record<Username, string>>, me: Username | undefined, all: string): Option[] {
  const said = typed.toLowerCase();
  const options: (Option & { rank: number })[] = [];
  for (const [user, name] of Object.entries(known)) {
    if (user === me) continue;
    const rank = rankOf(said, user, name);
    if (rank < 2) options.push({ key: user, insert: `@${user}`, label: name, detail: `@${user}`, user, rank });
  }
  options.sort((a, b) => a.rank - b.rank || a.label.localeCompare(b.label));
  const everybody = said !== '' && 'room'.startsWith(said) ? [{ key: '@room', insert: '@room', label: '@room', detail: all }] : [];
  return [...options.slice(0, most - everybody.length), ...everybody];
}

export function rooms(typed: string, known: readonly Room[]): Option[] {
  const said = typed.toLowerCase();
  return known
    .filter((room) => room.visibility !== 'direct' && rankOf(said, room.id, room.name) < 2)
    .sort((a, b) => rankOf(said, a.id, a.name) - rankOf(said, b.id, b.name))
    .slice(0, most)
    .map((room) => ({ key: room.id, insert: `#${room.id}`, label: room.name, detail: `#${room.id}` }));
}

function rankOf(said: string, id: string, name: string): 0 | 1 | 2 {
  const called = name.toLowerCase();
  if (id.toLowerCase().startsWith(said) || called.startsWith(said)) return 0;
  return called.split(/\s+/).some((word) => word.startsWith(said)) || id.toLowerCase().includes(said) ? 1 : 2;
}
