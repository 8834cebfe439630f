import { expect, test } from 'vitest';
import { flawsIn, inserted, offsetOf } from './template-values';

test('a line and a column are found in a text', () => {
  expect(offsetOf('one\ntwo', 1, 1)).toBe(0);
  expect(offsetOf('one\ntwo', 2, 2)).toBe(5);
  expect(offsetOf('one', 9, 9)).toBe(3);
});

test('a variable takes the place of what is selected', () => {
  expect(inserted('Pay now.', '{{ total }}', 4, 7)).toBe('Pay {{ total }}.');
});

test('only faults of titles and texts stand in the editor', () => {
  const errors = [
    { pointer: '/texts/sv/text', code: 'unknown_variable', detail: 'x', line: 2, column: 3 },
    { pointer: '/name', code: 'name_taken', detail: 'y' },
  ];
  const problem = { type: '', title: '', status: 422, code: 'x', errors };
  expect(flawsIn(problem)).toEqual([
    {
      language: 'sv',
      part: 'text',
      code: 'unknown_variable',
      detail: 'x',
      line: 2,
      column: 3,
    },
  ]);
});
