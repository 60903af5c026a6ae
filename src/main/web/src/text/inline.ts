/** Formatting within a line. */
export type Inline =
  | { is: 'text'; text: string }
  | { is: 'code'; text: string }
  | { is: 'bold' | 'italic' | 'strike'; inside: Inline[] }
  | { is: 'link'; href: string; inside: Inline[]; host?: string }
  | { is: 'mention'; user: string }
  | { is: 'room'; room: string }
  | { is: 'emoji'; name: string };

/** Where formatting lies in formatting, deeper than this it is text. */
const deepest = 6;

/** What so many marks do not close is not meant to be closed. */
const mostTried = 24;

const marks = [
  ['**', 'bold'],
  ['~~', 'strike'],
  ['*', 'italic'],
  ['_', 'italic'],
] as const;

const special = /[*_~`[@#:hHmM]/g;
const address = /(?:https?:\/\/|mailto:)[^\s<>"'`]{1,2000}/iy;
const mention = /@([A-Za-z0-9][A-Za-z0-9_.-]{0,31})/y;
const room = /#([a-z0-9][a-z0-9-]{0,63})/y;
const emoji = /:([a-z0-9_+-]{1,30}):/y;
const linkTarget = /\]\(((?:https?:\/\/|mailto:)[^\s()<>"]{1,2000}(?:\([^\s()<>"]{0,200}\)[^\s()<>"]{0,2000})?)\)/iy;
const wordy = /[\p{L}\p{N}_]/u;

export function inline(text: string): Inline[] {
  return new Reader(text).read(0, text.length, 0, false);
}

/** Reads a text once; what is known not to close again is remembered, so that no text takes long. */
class Reader {
  private readonly hopeless = new Map<string, number>();

  constructor(private readonly text: string) {}

  read(from: number, to: number, depth: number, inLink: boolean): Inline[] {
    const found: Inline[] = [];
    let plainFrom = from;
    let at = from;
    while (at < to) {
      special.lastIndex = at;
      const next = special.exec(this.text);
      if (!next || next.index >= to) break;
      at = next.index;
      const taken = this.take(at, to, depth, inLink);
      if (taken) {
        if (at > plainFrom) found.push({ is: 'text', text: this.text.slice(plainFrom, at) });
        found.push(taken.node);
        plainFrom = at = taken.end;
      } else at++;
    }
    if (to > plainFrom) found.push({ is: 'text', text: this.text.slice(plainFrom, to) });
    return found;
  }

  private take(at: number, to: number, depth: number, inLink: boolean): { node: Inline; end: number } | undefined {
    switch (this.text[at]) {
      case '`':
        return this.code(at, to);
      case '[':
        return inLink ? undefined : this.link(at, to, depth);
      case '@':
        return inLink ? undefined : this.mention(at, to);
      case '#':
        return inLink ? undefined : this.room(at, to);
      case ':':
        return this.emoji(at, to);
      case '*':
      case '_':
      case '~':
        return depth < deepest ? this.marked(at, to, depth, inLink) : undefined;
      default:
        return inLink ? undefined : this.address(at, to);
    }
  }

  private code(at: number, to: number) {
    let ticks = 1;
    while (this.text[at + ticks] === '`') ticks++;
    const fence = '`'.repeat(ticks);
    const end = this.find(fence, at + ticks, to);
    if (end < 0 || end === at + ticks) return undefined;
    const inside = this.text.slice(at + ticks, end);
    const text = /^ .*\S.* $/s.test(inside) ? inside.slice(1, -1) : inside;
    return { node: { is: 'code', text } as const, end: end + ticks };
  }

  private marked(at: number, to: number, depth: number, inLink: boolean) {
    for (const [mark, is] of marks) {
      if (!this.text.startsWith(mark, at)) continue;
      const open = at + mark.length;
      const after = this.text[open];
      if (after === undefined || /\s/.test(after) || (mark === '_' && wordy.test(this.text[at - 1] ?? ''))) continue;
      const end = this.closing(mark, open, to);
      if (end < 0) continue;
      return { node: { is, inside: this.read(open, end, depth + 1, inLink) }, end: end + mark.length };
    }
    return undefined;
  }

  private closing(mark: string, open: number, to: number): number {
    let end = this.find(mark, open, to);
    for (let tried = 0; end >= 0 && tried < mostTried; tried++) {
      if (this.closes(mark, open, end)) return end;
      end = this.find(mark, end + 1, to);
    }
    return -1;
  }

  private closes(mark: string, open: number, end: number): boolean {
    if (end === open || /\s/.test(this.text[end - 1] ?? ' ')) return false;
    // The stars of bold text are not the end of italic text.
    if (mark === '*' && (this.text[end + 1] === '*' || this.text[end - 1] === '*')) return false;
    if (mark === '**' && this.text[end + 2] === '*') return false;
    // A line under a letter is often a part of a name: snake_case, __proto__.
    return mark !== '_' || !(wordy.test(this.text[end + 1] ?? '') || this.text[end - 1] === '_' || this.text[open] === '_');
  }

  private link(at: number, to: number, depth: number) {
    const close = this.find('](', at + 1, to);
    if (close < 0 || close === at + 1 || close - at > 500 || this.text.slice(at, close).includes('\n')) return undefined;
    linkTarget.lastIndex = close;
    const target = linkTarget.exec(this.text);
    const href = safeAddress(target?.[1]);
    if (!target || href === undefined || linkTarget.lastIndex > to) return undefined;
    const end = close + target[0].length;
    const inside = this.read(at + 1, close, depth + 1, true);
    return { node: { is: 'link', href, inside, host: disguised(this.text.slice(at + 1, close), href) } as const, end };
  }

  private address(at: number, to: number) {
    if (wordy.test(this.text[at - 1] ?? '')) return undefined;
    address.lastIndex = at;
    const found = address.exec(this.text)?.[0];
    if (!found) return undefined;
    const written = ended(found.slice(0, to - at));
    const href = safeAddress(written);
    if (href === undefined) return undefined;
    return { node: { is: 'link', href, inside: [{ is: 'text', text: written }] } as Inline, end: at + written.length };
  }

  private mention(at: number, to: number) {
    if (wordy.test(this.text[at - 1] ?? '')) return undefined;
    mention.lastIndex = at;
    const user = mention.exec(this.text)?.[1]?.replace(/[.-]+$/, '');
    if (!user || at + 1 + user.length > to) return undefined;
    return { node: { is: 'mention', user } as const, end: at + 1 + user.length };
  }

  private room(at: number, to: number) {
    if (wordy.test(this.text[at - 1] ?? '')) return undefined;
    room.lastIndex = at;
    const named = room.exec(this.text)?.[1]?.replace(/-+$/, '');
    if (!named || at + 1 + named.length > to) return undefined;
    return { node: { is: 'room', room: named } as const, end: at + 1 + named.length };
  }

  private emoji(at: number, to: number) {
    if (wordy.test(this.text[at - 1] ?? '')) return undefined;
    emoji.lastIndex = at;
    const name = emoji.exec(this.text)?.[1];
    if (!name || !/[a-z+-]/.test(name) || at + name.length + 2 > to) return undefined;
    return { node: { is: 'emoji', name } as const, end: at + name.length + 2 };
  }

  private find(what: string, from: number, to: number): number {
    if (from >= (this.hopeless.get(what) ?? Infinity)) return -1;
    const at = this.text.indexOf(what, from);
    if (at < 0) this.hopeless.set(what, Math.min(from, this.hopeless.get(what) ?? Infinity));
    return at < 0 || at + what.length > to ? -1 : at;
  }
}

/** An address without what ends the sentence around it. */
function ended(written: string): string {
  let end = written.length;
  for (;;) {
    const last = written[end - 1] ?? '';
    if (/[.,:;!?*_~…]/.test(last)) end--;
    else if (last === ')' && unmatched(written.slice(0, end))) end--;
    else return written.slice(0, end);
  }
}

function unmatched(written: string): boolean {
  return written.split(')').length > written.split('(').length;
}

/** The address where it is one of those that may be followed, else nothing. */
export function safeAddress(written: string | undefined): string | undefined {
  if (written === undefined) return undefined;
  try {
    const url = new URL(written);
    if (url.protocol === 'mailto:') return url.pathname.includes('@') ? url.href : undefined;
    return (url.protocol === 'https:' || url.protocol === 'http:') && url.hostname !== '' ? url.href : undefined;
  } catch {
    return undefined;
  }
}

/** Where a link's words look like another address than the one it leads to, the host it really leads to. */
function disguised(words: string, href: string): string | undefined {
  const shown = /(?:[\p{L}\p{N}-]+\.)+[\p{L}]{2,}/u.exec(words)?.[0];
  const url = new URL(href);
  if (shown === undefined || url.protocol === 'mailto:' || url.hostname === shown.toLowerCase()) return undefined;
  return url.hostname;
}
