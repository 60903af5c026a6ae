import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { FakeChat } from '../../test/fake/FakeChat';
import { world } from '../../test/fake/world';
import { ChatContext } from '../model/use';
import { Formatted } from './Formatted';
import { plain } from './visible';

const show = (text: string, mentions?: string[]) =>
  render(
    <ChatContext value={new FakeChat(world())}>
      <Formatted text={text} mentions={mentions} />
    </ChatContext>,
  ).container;

/** What a formatted message may consist of, and nothing else. */
const elements = /^(DIV|P|STRONG|EM|S|CODE|PRE|FIGURE|FIGCAPTION|BUTTON|svg|path|BLOCKQUOTE|UL|OL|LI|A|BDI|SPAN)$/;

describe('what people write', () => {
  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<svg/onload=alert(1)>',
    '"><b>x</b>',
    '<iframe srcdoc="<script>alert(1)</script>">',
    '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>',
    '${{7*7}} {{constructor}} __proto__',
    '</script><script>alert(1)</script>',
    '<a href="javascript:alert(1)">x</a>',
    'javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:msgbox(1)',
    'java\tscript:alert(1)',
    '&#106;avascript:alert(1)',
    'background:url(javascript:alert(1))',
  ])('%s is only text', (text) => {
    const shown = show(text);
    expect(shown.textContent).toBe(text);
    expect([...shown.querySelectorAll('*')].map(({ tagName }) => tagName)).toEqual(['DIV', 'P']);
  });

  it.each(['[x](javascript:alert(1))', '[x](JAVASCRIPT:alert(1))', '[x](data:text/html,y)', '[x](java\tscript:alert(1))', '[x](vbscript:y)', '**[x](javascript:y)**', '> [x](javascript:y)'])('%s is no link', (text) => {
    expect(show(text).querySelector('a')).toBeNull();
  });

  it('makes no element but those of formatting, however much there is of it', () => {
    const shown = show(`${'**'.repeat(3000)}${'> '.repeat(3000)}\n${'*_~~`['.repeat(2000)}\n<b>${'- '.repeat(500)}`);
    expect([...shown.querySelectorAll('*')].map(({ tagName }) => tagName).filter((name) => !elements.test(name))).toEqual([]);
  });

  it('opens links elsewhere, and tells them nothing', () => {
    const link = show('https://example.org/a?b=c').querySelector('a');
    expect(link?.getAttribute('href')).toBe('https://example.org/a?b=c');
    expect(link?.target).toBe('_blank');
    expect(link?.rel).toBe('noopener noreferrer nofollow');
  });

  it('does not let letters be turned around', () => {
    expect(show('abc\u202egnp.exe').textContent).toBe('abc\ufffdgnp.exe');
    expect(show('a\u0007b\u2028c').textContent).toBe('a\ufffdb\nc');
    expect(plain('Ali\u202ece\u200b\u2066')).toBe('Alice');
  });

  it('marks those who are called, and only them', () => {
    const shown = show('@alice @bob @nobody', ['alice', 'bob']);
    expect([...shown.querySelectorAll('.mention')].map((one) => one.textContent)).toEqual(['@alice', '@bob']);
    expect(shown.querySelector('.mine')?.textContent).toBe('@alice');
  });

  it('shows emoji by name, and names of none as they are', async () => {
    const shown = show('Hi :tada: :not_an_emoji:');
    await waitFor(() => expect(shown.textContent).toBe('Hi 🎉 :not_an_emoji:'));
  });

  it('copies code', async () => {
    const writeText = vi.fn(() => Promise.resolve());
    Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true });
    show('```\nlet a;\n```');
    fireEvent.click(screen.getByRole('button', { name: 'Copy code' }));
    expect(writeText).toHaveBeenCalledWith('let a;');
    expect(await screen.findByRole('button', { name: 'Copied.' })).toBeTruthy();
  });
});
