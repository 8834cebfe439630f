import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Schemas } from '@/api/client';
import { serve } from './api';
import { companyId, me } from './ledger';
import { visit } from './visit';

const page = `/c/${companyId}/law`;
const summary = { country: 'FI', currency: 'EUR', version: 'FI 2026-11-22' };
const known = { known_on: '2026-11-22', rates_known_until: '2026-12-31' };
const common = { from: '2022-05-01', statute: 'Perintälaki', source: '299/2022' };
const figures: Schemas['LawFigure'][] = [
  {
    ...common,
    kind: 'fee',
    act: 'demand',
    classes: ['consumer'],
    confidence: 'verified',
    is_flagged: false,
    tiers: [{ up_to: '100.00', amount: '14.00' }, { amount: '24.00' }],
  },
  {
    ...common,
    kind: 'wait',
    act: 'reminder',
    gates: 'fee',
    since: 'due_day',
    days: 14,
    classes: ['consumer', 'business', 'housing_charge'],
    confidence: 'unverified',
    is_flagged: true,
  },
];
const rate: Schemas['LateRate'] = {
  claim_class: 'consumer',
  from: '2026-07-01',
  to: '2026-12-31',
  percent: '9.5',
  basis: 'Korkolaki 4 §',
  is_flagged: false,
};

const api = (changes: Partial<Schemas['LawPack']> = {}) =>
  serve({
    'GET /v1/me': { body: me() },
    [`GET /v1/companies/${companyId}`]: {
      body: { id: companyId, country: 'FI', today: '2026-11-22' },
    },
    'GET /v1/law-packs': {
      body: {
        items: [
          { ...summary, ...known },
          { ...summary, country: 'SE', currency: 'SEK' },
        ],
      },
    },
    'GET /v1/law-packs/FI': {
      body: { ...summary, ...known, as_of: '2026-11-22', late_rates: [rate], figures, ...changes },
    },
  });

test('the late rates of the day stand above the figures, each figure in words', async () => {
  const { asked } = api();
  await visit(page);
  const rates = within(await screen.findByRole('region', { name: 'Late interest a year' }));
  expect(rates.getByText('9.5%')).toBeVisible();
  expect(rates.getAllByText('Not known')).toHaveLength(2);
  expect(screen.getByText(/Rates are known until 31 Dec 2026/)).toBeVisible();
  const fee = screen.getByRole('row', { name: /^Demand for payment: highest fee/ });
  expect(fee).toHaveTextContent('up to €100.00€14.00above that€24.00');
  expect(
    screen.getByText('A reminder may cost something from 14 days after the due day'),
  ).toBeVisible();
  expect(screen.getByText('Unverified')).toBeVisible();
  const request = asked('GET').find(({ url }) => url.includes('/law-packs/FI'));
  expect(new URL(request?.url ?? '').searchParams.get('as_of')).toBe('2026-11-22');
});

test('a day after the known rates is warned of', async () => {
  api({ as_of: '2027-02-01', late_rates: [] });
  await visit(`${page}?as_of=2027-02-01`);
  expect(await screen.findByText('No late rate is known for 1 Feb 2027')).toBeVisible();
});

test('a country without a pack is a fault that is told', async () => {
  api();
  await visit(`${page}?country=XX`);
  expect(await screen.findByText('There is no such thing.')).toBeVisible();
});
