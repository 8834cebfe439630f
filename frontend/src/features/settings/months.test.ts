import { expect, test } from 'vitest';
import { monthAfter, monthsOf } from './months';

test('the month after December is in the next year', () => {
  expect(monthAfter('2026-12', 1)).toBe('2027-01');
  expect(monthAfter('2026-01', -1)).toBe('2025-12');
});

test('a year has the months that have begun, the latest first', () => {
  expect(monthsOf('2026', '2026-03-09')).toEqual(['2026-03', '2026-02', '2026-01']);
  expect(monthsOf('2025', '2026-03-09')).toHaveLength(12);
});
