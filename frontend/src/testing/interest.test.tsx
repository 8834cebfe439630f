import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { serve } from './api';
import { companyId, customerId, invoiceId, me } from './ledger';
import { visit } from './visit';

const at = `/v1/companies/${companyId}`;
const page = `/c/${companyId}/interest`;
const orderId = '01990000-0000-7000-8000-000000000009';
const due = {
  customer_id: customerId,
  customer_number: '100',
  customer_name: 'Asiakas Oy',
  currency: 'EUR',
  amount: '8.63',
  invoice_count: 1,
  first_settled_on: '2026-04-01',
  last_settled_on: '2026-04-01',
};
const line = {
  invoice_id: invoiceId,
  invoice_number: '1001',
  due_on: '2026-03-02',
  settled_on: '2026-04-01',
  day_count: 30,
  counted: '9.63',
  paid: '1.00',
  invoiced: '0.00',
  amount: '8.63',
  periods: [],
};
const order = {
  id: orderId,
  key: 7,
  customer_id: customerId,
  customer_number: '100',
  customer_name: 'Asiakas Oy',
  currency: 'EUR',
  total: '8.63',
  comment: 'By our terms',
  state: 'open',
  line_count: 1,
  ordered_on: '2026-11-22',
  actor: 'user:Aino',
  created_at: '2026-11-22T08:00:00Z',
  updated_at: '2026-11-22T08:00:00Z',
};
const company = {
  id: companyId,
  name: 'Kirjapaino Oy',
  currency: 'EUR',
  today: '2026-11-22',
  interest_invoice_limit: '5.00',
  interest_invoice_comment: 'By our terms',
};
const api = (more: Parameters<typeof serve>[0] = {}) =>
  serve({
    'GET /v1/me': { body: me() },
    [`GET ${at}`]: { body: company },
    [`GET ${at}/interest-due`]: { body: { items: [due], total_count: 1 } },
    [`GET ${at}/interest-due/${customerId}/EUR`]: {
      body: { currency: 'EUR', amount: '8.63', lines: [line] },
    },
    [`GET ${at}/interest-orders`]: { body: { items: [order], total_count: 1 } },
    [`GET ${at}/interest-orders/${orderId}`]: { body: { ...order, lines: [line] } },
    ...more,
  });

test('interest is chosen by keyboard and ordered with the usual comment', async () => {
  const { asked } = api({
    [`POST ${at}/interest-orders`]: { status: 201, body: { items: [order] } },
  });
  const { person, router } = await visit(page);
  (await screen.findByRole('checkbox', { name: 'Select Asiakas Oy EUR' })).focus();
  await person.keyboard(' ');
  await person.click(screen.getByRole('button', { name: 'Order interest invoice' }));
  const dialog = await screen.findByRole('dialog');
  await person.click(within(dialog).getByRole('radio', { name: /One for each invoice/ }));
  await person.click(within(dialog).getByRole('button', { name: 'Order' }));
  expect(await screen.findByRole('button', { name: 'Order 7' })).toBeVisible();
  expect(router.state.location.search).toEqual({ tab: 'orders' });
  expect(await asked('POST')[0]?.clone().json()).toEqual({
    dues: [{ customer_id: customerId, currency: 'EUR' }],
    grouping: 'each',
    comment: 'By our terms',
  });
});

test('how interest was counted says what was paid of it before', async () => {
  api();
  const { person } = await visit(page);
  await person.click(await screen.findByRole('button', { name: /^How it was counted/ }));
  const dialog = await screen.findByRole('dialog');
  expect(await within(dialog).findByText('Invoice 1001')).toBeVisible();
  expect(within(dialog).getByText('Already paid').parentElement).toHaveTextContent('-€1.00');
});

test('interest that somebody else ordered meanwhile is not ordered again', async () => {
  api({
    [`POST ${at}/interest-orders`]: {
      status: 409,
      body: { type: '', title: '', status: 409, code: 'nothing_waits' },
    },
  });
  const { person } = await visit(page);
  await person.click(await screen.findByRole('checkbox', { name: 'Select Asiakas Oy EUR' }));
  await person.click(screen.getByRole('button', { name: 'Order interest invoice' }));
  await person.click(await screen.findByRole('button', { name: 'Order' }));
  expect(await screen.findByText(/Nothing was ordered now/)).toBeVisible();
});

test('an order is marked with its number', async () => {
  const { asked } = api({
    [`POST ${at}/interest-orders/${orderId}/invoiced`]: {
      body: { ...order, lines: [line], state: 'invoiced', invoice_number: 'K-1' },
    },
  });
  const { person } = await visit(`${page}?tab=orders&order=${orderId}`);
  await person.type(await screen.findByLabelText('Number of the interest invoice'), 'K-1');
  await person.click(screen.getByRole('button', { name: 'Mark as invoiced' }));
  expect(await screen.findByText('Invoiced as K-1')).toBeVisible();
  expect(await asked('POST')[0]?.clone().json()).toEqual({ invoice_number: 'K-1' });
});

test('who may not see invoices is told so', async () => {
  serve({ 'GET /v1/me': { body: me(['company.read']) }, [`GET ${at}`]: { body: company } });
  await visit(page);
  expect(await screen.findByText('You may not see this')).toBeVisible();
});
