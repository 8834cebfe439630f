import { expect, test } from 'vitest';
import {
  addable,
  channelsFor,
  exampleDays,
  firstSteps,
  kindsFor,
  maySwap,
  newStep,
  ofKind,
  type Setting,
  swapped,
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

test('a rule over all invoices begins with request, demand and, in a housing company, warning', () => {
  const kindsOf = (isHousing: boolean) =>
    firstSteps('customer', 'consumer', isHousing).map(({ kind }) => kind);
  expect(kindsOf(true)).toEqual(['reminder', 'collection_letter', 'possession_warning']);
  expect(kindsOf(false)).toEqual(['reminder', 'collection_letter']);
  const anchors = firstSteps('customer', 'business', true).map((s, at) => writeOf(s, at).anchor);
  expect(anchors).toEqual(['after_due', 'after_previous_due', 'after_previous_due']);
});

test('steps change places with their own kind, and the first always counts from the due date', () => {
  const [one, two] = [newStep('reminder', 'business'), newStep('reminder', 'business')];
  const first = { ...one, anchor: 'after_due' as const, offset_days: 5 };
  const steps = [first, two, newStep('collection_letter', 'business')];
  expect([0, 1, 2, 3].map((at) => maySwap(steps, at))).toEqual([false, true, false, false]);
  const after = swapped(steps, 1, 'customer');
  expect(after.map(({ key }) => key)).toEqual([two.key, first.key, steps[2]?.key]);
  expect(after.map((step, at) => writeOf(step, at).anchor)).toEqual([
    'after_due',
    'after_previous_due',
    'after_previous_sent',
  ]);
});

test('a step that becomes another kind loses what no longer fits', () => {
  const letter = {
    ...newStep('notice', 'business'),
    channel: 'email' as const,
    fee: '5',
    template_id: 'x',
  };
  expect(ofKind(letter, 'possession_warning', housing)).toMatchObject({
    channel: 'default',
    fee: '',
    template_id: '',
  });
  expect(kindsFor([newStep('possession_warning', 'business')], 0, businesses)).toContain(
    'possession_warning',
  );
});

test('nothing about several invoices is offered by e-invoice', () => {
  expect(channelsFor('reminder', { ...businesses, scope: 'customer' })).not.toContain('einvoice');
});
