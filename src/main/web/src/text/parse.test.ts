import { describe, expect, it } from 'vitest';
import { safeAddress } from './inline';
import { parse } from './parse';

const inlineOf = (text: string) => {
  const [block] = parse(text);
  return block?.is === 'paragraph' ? block.inline : undefined;
};

describe('blocks', () => {
  it('finds code, quotes and lists among paragraphs', () => {
    expect(parse('Hi\n```js\nlet a = `1`;\n```\n> said\n> more\n- one\n- two\n3. three').map(({ is }) => is)).toEqual(['paragraph', 'code', 'quote', 'list', 'list']);
  });

  it('keeps code as it is, also where nothing closes it', () => {
    expect(parse('```\n**no** <b>\n')).toEqual([{ is: 'code', language: '', text: '**no** <b>\n' }]);
  });

  it('numbers a list from where it begins', () => {
    expect(parse('4) four\n5) five')[0]).toMatchObject({ is: 'list', start: 4 });
  });

  it('takes no deeper quotes than anybody means', () => {
    const depth = (text: string): number => {
      const [block] = parse(text);
      return block?.is === 'quote' ? 1 + depth(text.replace(/^> ?/, '')) : 0;
    };
    expect(JSON.stringify(parse('>'.repeat(4000))).length).toBeLessThan(5000);
    expect(depth('> > a')).toBe(2);
  });
});

describe('formatting in a line', () => {
  it('is bold, italic, struck and code', () => {
    expect(inlineOf('**a** *b* _c_ ~~d~~ `e`')?.map(({ is }) => is)).toEqual(['bold', 'text', 'italic', 'text', 'italic', 'text', 'strike', 'text', 'code']);
  });

  it('nests', () => {
    expect(inlineOf('**a *b* c**')).toEqual([{ is: 'bold', inside: [{ is: 'text', text: 'a ' }, { is: 'italic', inside: [{ is: 'text', text: 'b' }] }, { is: 'text', text: ' c' }] }]);
  });

  it('leaves alone what only looks like it', () => {
    for (const text of ['2 * 3 * 4', 'snake_case_name', '**', '** a **', 'a*', '10:30:45', 'me@example.org', '#', '[x](y)']) {
      expect(inlineOf(text)).toEqual([{ is: 'text', text }]);
    }
  });

  it('finds mentions without the full stop behind them', () => {
    expect(inlineOf('@bob.')).toEqual([{ is: 'mention', user: 'bob' }, { is: 'text', text: '.' }]);
  });

  it('finds addresses without what ends the sentence', () => {
    expect(inlineOf('(see https://example.org/a_(b), or https://example.org/c).')?.flatMap((piece) => (piece.is === 'link' ? [piece.href] : []))).toEqual(['https://example.org/a_(b)', 'https://example.org/c']);
  });

  it('tells where a link leads that looks like another', () => {
    expect(inlineOf('[https://bank.example](https://evil.example/x)')).toMatchObject([{ is: 'link', host: 'evil.example' }]);
    expect(inlineOf('[bank.example](https://bank.example/x)')).toMatchObject([{ is: 'link', host: undefined }]);
  });

  it('comes to an end with any text, and makes something of it', () => {
    for (const piece of ['**', '*', '_', '~~', '`', '[', '](', '**a ', '[a](', '*a **b ', '> ', '- ', '@a', ':a', 'https://a', '((((', '*a*']) {
      expect(parse(piece.repeat(10_000 / piece.length))).not.toHaveLength(0);
    }
  });
});

describe('addresses', () => {
  it.each(['javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'java\tscript:alert(1)', 'data:text/html,<script>', 'vbscript:x', 'file:///etc/passwd', 'blob:https://a/b', 'https://', '//evil.example', 'mailto:nobody'])('%s leads nowhere', (written) => {
    expect(safeAddress(written)).toBeUndefined();
  });

  it.each(['https://example.org', 'http://localhost:8080/x', 'mailto:a@example.org'])('%s may be followed', (written) => {
    expect(safeAddress(written)).toBeDefined();
  });
});
