import { expect, test } from 'vitest';
import {
  addable,
  channelsFor,
  exampleDays,
  newStep,
  type Setting,
  withStep,
  writeOf,
} from './step-values';

const businesses: Setting = { kind: 'business', isHousing: false };
const consumers: Setting = { kind: 'consumer', isHousing: false };
const housing: Setting = { kind: 'business', isHousing: true };

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
  expect(channelsFor('reminder', consumers)).not.toContain('einvoice');
  expect(channelsFor('reminder', businesses)).toContain('einvoice');
});

test('a collection letter is never offered by e-mail, nor by e-invoice in a housing company', () => {
  expect(channelsFor('collection_letter', businesses)).toEqual(['default', 'einvoice', 'print']);
  expect(channelsFor('collection_letter', consumers)).toEqual(['default', 'print']);
  expect(channelsFor('collection_letter', housing)).toEqual(['default', 'print']);
});

test('no fee is suggested for a collection letter, and a consumer has the fifteen days', () => {
  expect(newStep('collection_letter', 'business')).toMatchObject({ fee: '', offset_days: 14 });
  expect(newStep('collection_letter', 'consumer')).toMatchObject({ fee: '', offset_days: 15 });
});

test('a possession warning is offered to housing companies alone, and once', () => {
  const warning = newStep('possession_warning', 'business');
  expect(addable([], businesses)).not.toContain('possession_warning');
  expect(addable([], housing)).toContain('possession_warning');
  expect(addable([warning], housing)).not.toContain('possession_warning');
});

test('a step that is added takes its place before the graver ones', () => {
  const [reminder, letter] = [
    newStep('reminder', 'business'),
    newStep('collection_letter', 'business'),
  ];
  const kindsOf = withStep([reminder, letter], newStep('notice', 'business')).map((s) => s.kind);
  expect(kindsOf).toEqual(['reminder', 'notice', 'collection_letter']);
  const first = withStep([letter], newStep('reminder', 'business')).map(writeOf);
  expect(first.map((step) => step.anchor)).toEqual(['after_due', 'after_previous_sent']);
});

test('an empty fee leaves the slot alone, and the first step counts from the due date', () => {
  const step = { ...newStep('notice', 'business'), minimum_open: '20,5' };
  expect(writeOf(step, 0)).toMatchObject({
    anchor: 'after_due',
    fee: undefined,
    minimum_open: '20.5',
  });
});
