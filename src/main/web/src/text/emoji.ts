import { useEffect, useState } from 'react';

/** All emoji with their short names. It is large, so it comes when the first one is needed. */
export interface EmojiTable {
  readonly groups: readonly { readonly name: string; readonly emoji: readonly NamedEmoji[] }[];
  readonly all: readonly NamedEmoji[];
  readonly byName: ReadonlyMap<string, string>;
}

export interface NamedEmoji {
  readonly emoji: string;
  readonly names: readonly string[];
}

let asked: Promise<EmojiTable> | undefined;
let table: EmojiTable | undefined;

export function loadEmoji(): Promise<EmojiTable> {
  asked ??= import('./emoji-table.json')
    .then((read) => {
      table = unpack(read.default);
      return table;
    })
    .catch((problem: unknown) => {
      asked = undefined;
      throw problem;
    });
  return asked;
}

/** Each group is one string: "😀 grinning,😃 smiley happy". */
function unpack(packed: Readonly<Record<string, string>>): EmojiTable {
  const groups = Object.entries(packed).map(([name, list]) => ({
    name,
    emoji: list.split(',').map((entry) => {
      const [emoji = '', ...names] = entry.split(' ');
      return { emoji, names };
    }),
  }));
  const all = groups.flatMap((group) => group.emoji);
  return { groups, all, byName: new Map(all.flatMap(({ emoji, names }) => names.map((name) => [name, emoji] as const))) };
}

/** The table, as soon as it is there; undefined until then. */
export function useEmoji(): EmojiTable | undefined {
  const [known, setKnown] = useState(table);
  useEffect(() => {
    if (table) return undefined;
    let gone = false;
    loadEmoji().then(
      (read) => {
        if (!gone) setKnown(read);
      },
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, []);
  return known;
}

/** Those that a name begins with come before those that it is in. */
export function findEmoji(known: EmojiTable, wanted: string, limit: number): NamedEmoji[] {
  const said = wanted.toLowerCase();
  const begin = known.all.filter(({ names }) => names.some((name) => name.startsWith(said)));
  const within = known.all.filter(({ names }) => names.some((name) => !name.startsWith(said) && name.includes(said)));
  return [...new Set([...begin, ...within])].slice(0, limit);
}
