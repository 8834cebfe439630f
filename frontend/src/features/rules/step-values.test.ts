import { expect, test } from 'vitest';
import { channelsFor, exampleDays, newStep, writeOf } from './step-values';

test('each step of a cadence is counted from what it follows', () => {
  const reminder = { ...newStep('reminder', 'business'), offset_days: 7, days_to_pay: 14 };
  const sent = { ...newStep('notice', 'business'), anchor: 'after_previous_sent' as const };
  const due = { ...sent, anchor: 'after_previous_due' as const, offset_days: 3 };
  expect(exampleDays([reminder, sent], '2026-12-01')).toEqual(['2026-12-08', '2026-12-22']);
  expect(exampleDays([reminder, due], '2026-12-01')).toEqual(['2026-12-08', '2026-12-25']);
});

test('a consumer waits longer by default and is never offered an e-invoice', () => {
  expect(newStep('reminder', 'consumer').offset_days).toBe(14);
  expect(newStep('reminder', 'business').offset_days).toBe(7);
  expect(channelsFor('consumer')).not.toContain('einvoice');
  expect(channelsFor('business')).toContain('einvoice');
});

test('an empty fee leaves the slot alone, and the first step counts from the due date', () => {
  const step = { ...newStep('notice', 'business'), minimum_open: '20,5' };
  expect(writeOf(step, 0)).toMatchObject({
    anchor: 'after_due',
    fee: undefined,
    minimum_open: '20.5',
  });
});
