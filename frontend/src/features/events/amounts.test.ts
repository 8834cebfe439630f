import { renderHook } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Schemas } from '@/api/client';
import { speak, startI18n } from '@/lib/i18n';
import { useAmounts } from './amounts';

const event = (detail: Record<string, unknown>) => ({ detail }) as Schemas['Event'];

test('an event says what was claimed and what was paid, and of nothing nothing', async () => {
  await startI18n('en');
  await speak('en');
  const { result } = renderHook(() => useAmounts());
  expect(result.current(event({ fee: '5.00', interest: '1.92', fee_basis: '10 e §' }))).toEqual([
    'Reminder fee 5.00',
    'Late interest 1.92',
  ]);
  expect(
    result.current(event({ part: 'principal', amount: '100.00', currency: 'EUR', key: 7 })),
  ).toEqual(['Principal €100.00']);
  expect(result.current(event({ fee: '0.00', changed: ['name'] }))).toEqual([]);
});
