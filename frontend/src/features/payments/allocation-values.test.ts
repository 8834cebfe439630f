import { expect, test } from 'vitest';
import { type AllocationRow, isWrong, leftOf, proposed, written } from './allocation-values';

const row = (amount: string): AllocationRow => ({
  invoice_id: 'i',
  number: '1',
  customer: 'Oy',
  part: 'principal',
  amount,
});

test('what waits shrinks by every row, to the cent', () => {
  expect(leftOf('155.00', [row('100,00'), row('54,99')])).toBe('0.01');
  expect(leftOf('-105.00', [row('-100')])).toBe('-5.00');
});

test('a row that cannot be read changes nothing and is marked', () => {
  expect(leftOf('10.00', [row('x')])).toBe('10.00');
  expect([row('x'), row('0,00'), row('')].every(isWrong)).toBe(true);
});

test('an invoice is proposed what it owes, and never more than waits', () => {
  expect(proposed('155.00', '100.00')).toBe('100.00');
  expect(proposed('55.00', '100.00')).toBe('55.00');
  expect(proposed('-5.00', '100.00')).toBe('-5.00');
});

test('what is sent is what the contract takes', () => {
  expect(written([row('1 200,5')]).parts[0]?.amount).toBe('1200.5');
});
