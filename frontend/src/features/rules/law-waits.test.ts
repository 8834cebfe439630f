import { expect, test } from 'vitest';
import type { Schemas } from '@/api/client';
import { lawWaitOf } from './law-waits';
import { exampleDays, newStep } from './step-values';

const base = { from: '2013-03-16', statute: '513/1999', source: '', is_flagged: false };
const figures: Schemas['LawFigure'][] = [
  {
    ...base,
    kind: 'own_letter',
    classes: ['consumer'],
    confidence: 'derived',
    step: 'collection_letter',
    act: 'demand',
    charged_as: 'reminder',
  },
  {
    ...base,
    kind: 'wait',
    classes: ['consumer'],
    confidence: 'verified',
    act: 'demand',
    gates: 'act',
    since: 'letter',
    days: 14,
    margin_days: 1,
  },
];

test('the example day of a consumer’s collection letter is the one that the law allows', () => {
  const wait = lawWaitOf({ figures }, { kind: 'consumer', isHousing: false });
  const letter = { ...newStep('collection_letter', 'consumer'), offset_days: 7 };
  const steps = [newStep('reminder', 'consumer'), letter];
  expect(exampleDays(steps, '2026-12-01', wait)).toEqual(['2026-12-15', '2026-12-30']);
});

test('no wait of the law stands before a business’s letter, or while the law is not known', () => {
  const business = lawWaitOf({ figures }, { kind: 'business', isHousing: false });
  expect([business('collection_letter'), business('reminder')]).toEqual([0, 0]);
  expect(lawWaitOf(undefined, { kind: 'consumer', isHousing: false })('collection_letter')).toBe(0);
});
