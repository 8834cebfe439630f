import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { serve } from './api';
import { companyId, everything, me } from './ledger';
import { visit } from './visit';

const at = `/v1/companies/${companyId}`;
const page = `/c/${companyId}/settings?tab=usage`;
const company = {
  id: companyId,
  name: 'Kirjapaino Oy',
  today: '2026-11-22',
  currency: 'EUR',
  bank_accounts: [],
  active_channels: ['email'],
};
const line = { step: 'reminder', channel: 'email', transaction_price: '0.25' };
const usage = {
  month: '2026-11',
  first_on: '2026-11-01',
  last_on: '2026-11-30',
  is_complete: false,
  currency: 'EUR',
  lines: [
    { ...line, delivery_price: '0.06', count: 3, cost: '0.93' },
    { ...line, delivery_price: '0.0625', count: 1200, cost: '375.00' },
  ],
  count: 1203,
  transactions: '300.75',
  deliveries: '75.18',
  total: '375.93',
};
const nothing = { ...usage, month: '2026-10', is_complete: true, lines: [], count: 0 };
const prices = { currency: 'EUR', transaction_price: '0.25', delivery_prices: { email: '0.0625' } };

const api = ({ permissions = everything }: { permissions?: string[] } = {}) =>
  serve({
    'GET /v1/me': { body: me(permissions) },
    [`GET ${at}`]: { body: company },
    [`GET ${at}/usage`]: ({ url }) => ({ body: url.includes('2026-11') ? usage : nothing }),
    [`GET ${at}/usage-months`]: {
      body: {
        year: 2026,
        currency: 'EUR',
        months: [{ month: '2026-11', count: 1203, total: '375.93' }],
      },
    },
    [`GET ${at}/prices`]: { body: prices, etag: '"4"' },
    [`PUT ${at}/prices`]: { body: prices },
  });

const row = (name: RegExp) => screen.findByRole('row', { name });

test('a month is told by letter, price and count, and adds up', async () => {
  api();
  await visit(page);
  expect(await row(/€0.0625/)).toHaveTextContent(/Reminder.*€0.25€0.06251,200€375.00$/);
  expect(await row(/^Transactions/)).toHaveTextContent('€300.75');
  expect(await row(/^Deliveries/)).toHaveTextContent('€75.18');
  expect(await row(/^Total/)).toHaveTextContent('€375.93');
  expect(screen.getByText(/1,203 letters · without VAT · the month goes on/)).toBeVisible();
});

test('the letters of the month shown are downloaded as a file', async () => {
  api();
  await visit(page);
  const link = await screen.findByRole('link', { name: /CSV/ });
  expect(link).toHaveAttribute('href', `${at}/usage/letters?month=2026-11`);
});

test('one steps back to an earlier month, and no further than the present one', async () => {
  api();
  const { person, router } = await visit(page);
  expect(await screen.findByRole('button', { name: 'Next month' })).toBeDisabled();
  await person.click(screen.getByRole('button', { name: 'Previous month' }));
  expect(await screen.findByText('No letters')).toBeVisible();
  expect(router.state.location.search).toEqual({ tab: 'usage', month: '2026-10' });
  expect(screen.queryByRole('link', { name: /CSV/ })).toBeNull();
  await person.click(screen.getByRole('button', { name: /^November/ }));
  expect(await row(/^Total/)).toBeVisible();
});

test('the office changes prices, with a comma or a point', async () => {
  const { asked } = api();
  const { person } = await visit(page);
  await person.click(await screen.findByRole('button', { name: 'Change' }));
  const dialog = within(await screen.findByRole('dialog'));
  const field = dialog.getByLabelText('Transaction');
  await person.clear(field);
  await person.type(field, '0,3');
  await person.click(dialog.getByRole('button', { name: 'Save' }));
  expect(await screen.findByText('Prices changed')).toBeVisible();
  const [request] = asked('PUT');
  expect(request?.headers.get('If-Match')).toBe('"4"');
  expect(await request?.json()).toEqual({
    transaction_price: '0.3',
    delivery_prices: { email: '0.0625', einvoice: '0.00', print: '0.00' },
  });
});

test('whoever is not of the office reads the prices and cannot change them', async () => {
  api({ permissions: everything.filter((name) => name !== 'prices.edit') });
  await visit(page);
  expect(await screen.findByRole('button', { name: 'Change' })).toBeDisabled();
  const delivery = screen.getByText('Delivery: E-mail').parentElement;
  expect(delivery).toHaveTextContent('€0.0625');
});
