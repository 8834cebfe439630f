import { expect, test } from 'vitest';
import { evenParts, monthsLater, newHold, sumOf } from './hold-values';

test('a plan in even parts makes up exactly what is owed', () => {
  const rows = evenParts('100.00', 3, '2026-01-31');
  expect(rows).toEqual([
    { due_on: '2026-01-31', amount: '33.33' },
    { due_on: '2026-02-28', amount: '33.33' },
    { due_on: '2026-03-31', amount: '33.34' },
  ]);
  expect(sumOf(rows)).toBe('100.00');
});

test('a month later is the same day, or the last one there is', () => {
  expect(monthsLater('2026-11-15', 2)).toBe('2027-01-15');
  expect(monthsLater('2027-12-31', 2)).toBe('2028-02-29');
});

test('a hold says only what its kind has', () => {
  const values = {
    kind: 'promise_to_pay' as const,
    scope: 'customer' as const,
    from_on: '',
    until_on: '2026-02-20',
    afterwards: 'resume' as const,
    reason: 'Soitti',
    disputed_amount: '5,00',
    currency: 'EUR',
    grace_days: 5,
    instalments: [],
  };
  expect(newHold(values, { customerId: 'c', invoiceId: 'i' })).toEqual({
    kind: 'promise_to_pay',
    customer_id: 'c',
    from_on: undefined,
    reason: 'Soitti',
    until_on: '2026-02-20',
    afterwards: 'resume',
  });
});
