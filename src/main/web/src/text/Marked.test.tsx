import { render } from '@testing-library/react';
import { expect, it } from 'vitest';
import { excerpt } from './excerpt';
import { Marked } from './Marked';

const marked = (text: string, ranges: [number, number][]) => [...render(<p><Marked text={text} ranges={ranges} /></p>).container.querySelectorAll('mark')].map((one) => one.textContent);

it('counts code points, not units of UTF-16', () => {
  expect(marked('👩‍🌾🎉 the pump', [[9, 13]])).toEqual(['pump']);
  expect(marked('𝔸𝔹 pump pump', [[3, 7], [8, 12]])).toEqual(['pump', 'pump']);
});

it('shows all of the text, and markup as text', () => {
  const { container } = render(<p><Marked text={'<b>a</b>'} ranges={[[3, 4]]} /></p>);
  expect(container.textContent).toBe('<b>a</b>');
  expect(container.querySelector('b')).toBeNull();
});

it('does not break over ranges that make no sense', () => {
  expect(marked('abc', [[2, 99], [1, 2], [50, 60], [2, 2]])).toEqual(['c']);
});

it('cuts a long text around what was found', () => {
  const text = `${'😀'.repeat(500)}pump${'x'.repeat(500)}`;
  const cut = excerpt(text, [[500, 504]]);
  expect(Array.from(cut.text).length).toBeLessThanOrEqual(322);
  expect(marked(cut.text, cut.ranges as [number, number][])).toEqual(['pump']);
});
