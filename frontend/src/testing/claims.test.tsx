import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { serve } from './api';
import { claim, companyId, customerId, invoiceId, me } from './ledger';
import { visit } from './visit';

const at = `/v1/companies/${companyId}`;
const page = `/c/${companyId}/invoices/${invoiceId}`;
const invoice = {
  id: invoiceId,
  number: '1001',
  kind: 'invoice',
  state: 'reminded',
  customer_id: customerId,
  customer_name: 'Matti Meikäläinen',
  currency: 'EUR',
  total: '1000.00',
  open: '750.00',
  fee: '5.00',
  invoice_on: '2026-09-20',
  due_on: '2026-10-04',
  source: 'api',
  financing: 'none',
};

const api = (answer: { status?: number; body: unknown }) =>
  serve({
    'GET /v1/me': { body: me() },
    [`GET ${at}`]: { body: { id: companyId, name: 'Kirjapaino Oy', today: '2026-11-22' } },
    [`GET ${at}/invoices/${invoiceId}`]: { body: invoice },
    [`GET ${at}/invoices/${invoiceId}/claim`]: answer,
  });

const row = (name: RegExp) => screen.findByRole('row', { name });

test('a claim is told part by part, each with the law it rests on', async () => {
  api({ body: claim() });
  await visit(page);
  const interest = await row(/^Late interest/);
  expect(interest).toHaveTextContent(/To be checked9.5% a year · Korkolaki 4 §€9.37€0.00€9.37$/);
  const compensation = await row(/^Standard compensation/);
  expect(compensation).toHaveTextContent(/late payments between businesses only/);
  expect(await row(/^Total/)).toHaveTextContent('Total€1,014.37€250.00€764.37');
});

test('the interest can be counted after: days, principal, rate, four places', async () => {
  api({ body: claim() });
  const { person } = await visit(page);
  const summary = { selector: 'summary' };
  await person.click(await screen.findByText('How the interest is counted', summary));
  const period = await row(/6 Oct 2026 – 22 Nov 2026/);
  expect(period).toHaveTextContent(/48€750.009.5%9.3699/);
  expect(screen.getByText('365, in leap years 366')).toBeVisible();
});

test('a day without a known rate is warned of', async () => {
  const { interest } = claim();
  api({ body: claim({ interest: { ...interest, missing_from: '2027-01-01' } }) });
  await visit(page);
  expect(await screen.findByText(/No late rate is known from 1 Jan 2027 on/)).toBeVisible();
});

test('the day of the claim comes from the address', async () => {
  const { asked } = api({ body: claim() });
  await visit(`${page}?claim_on=2026-11-01`);
  await screen.findByRole('row', { name: /^Total/ });
  const request = asked('GET').find(({ url }) => url.includes('/claim'));
  expect(new URL(request?.url ?? '').searchParams.get('as_of')).toBe('2026-11-01');
});

test('a claim one may not see is told to be so', async () => {
  const body = { type: '', title: '', status: 403, code: 'permission_missing' };
  api({ status: 403, body });
  await visit(page);
  const panel = within(await screen.findByRole('region', { name: 'Claim' }));
  expect(await panel.findByText('You may not see this')).toBeVisible();
});
