import { expect, test } from 'vitest';
import { otherRecordings, recordBody, recordingFor, recordStart } from './record-values';

const served = { subject: 'warning', addressee: 'shareholder', name: 'Olli', outcome: 'served' };
const waiting = { subject: 'warning', addressee: 'tenant', name: 'Veera' };
const possession = {
  case_id: 'c',
  round: 1,
  customer_name: 'Olli',
  currency: 'EUR',
  open: '900.00',
  is_decided: true,
  is_housing_company: true,
  longest_until: '2029-05-01',
  timeline: [
    { code: 'warning_sent', state: 'done' },
    { code: 'warning_served', state: 'under_way' },
    { code: 'meeting_decision', state: 'later' },
  ],
  services: [served, waiting],
  records: [],
} as Parameters<typeof otherRecordings>[0];

test('a service begins with the one on whom nothing has been served yet', () => {
  const start = recordStart({ kind: 'service', subject: 'warning' }, possession, '2026-05-01');
  expect(start).toMatchObject({
    addressee: 'tenant',
    outcome: 'under_way',
    happened_on: '2026-05-01',
  });
});

test('only what belongs to the kind is sent', () => {
  const values = recordStart({ kind: 'cure' }, possession, '2026-05-01');
  const cure = recordBody({ kind: 'cure' }, values);
  expect(Object.keys(cure).sort()).toEqual([
    'happened_on',
    'is_further',
    'kind',
    'note',
    'reference',
  ]);
  const meeting = recordBody({ kind: 'meeting_decision' }, values);
  expect(meeting.lasts_until).toBe('2029-05-01');
});

test('what comes next is recorded first, and what is possible besides is in the menu', () => {
  expect(recordingFor('warning_served')).toEqual({ kind: 'service', subject: 'warning' });
  expect(recordingFor('warning_sent')).toBeUndefined();
  expect(otherRecordings(possession)).toEqual([
    { kind: 'service', subject: 'warning' },
    { kind: 'board_decision', isFurther: true },
  ]);
});
