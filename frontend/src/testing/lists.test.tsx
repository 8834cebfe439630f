import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { serve } from './api';
import { companyId, me } from './ledger';
import { visit } from './visit';

const at = `/v1/companies/${companyId}`;
const invoices = `/c/${companyId}/invoices`;
const refusal = (status: number, code: string) => ({
  status,
  body: { type: '', title: '', status, code },
});

test('filters in the address reach the API, and an empty answer is explained', async () => {
  const { asked } = serve({
    'GET /v1/me': { body: me() },
    [`GET ${at}/invoices`]: { body: { items: [], total_count: 0 } },
  });
  await visit(`${invoices}?state=overdue&due_to=2026-11-01&nonsense=1`);
  expect(await screen.findByText('No invoices match')).toBeVisible();
  const list = asked('GET').find(({ url }) => url.includes('/invoices'));
  const query = new URL(list?.url ?? '').searchParams;
  expect(Object.fromEntries(query)).toEqual({
    state: 'overdue',
    due_to: '2026-11-01',
    limit: '50',
    with_count: 'true',
  });
});

test('a forbidden list says who can give the right', async () => {
  serve({
    'GET /v1/me': { body: me() },
    [`GET ${at}/invoices`]: refusal(403, 'permission_missing'),
  });
  await visit(invoices);
  expect(await screen.findByText('You may not see this')).toBeVisible();
});

test('a list that failed can be asked for again', async () => {
  let isWell = false;
  serve({
    'GET /v1/me': { body: me() },
    [`GET ${at}/invoices`]: () => (isWell ? { body: { items: [] } } : refusal(410, 'gone')),
  });
  const { person } = await visit(invoices);
  const retry = await screen.findByRole('button', { name: 'Try again' });
  isWell = true;
  await person.click(retry);
  expect(await screen.findByText('No invoices match')).toBeVisible();
});

test('a person who is not signed in is led to sign in and back', async () => {
  serve({ 'GET /v1/me': refusal(401, 'not_signed_in') });
  const { router } = await visit(`${invoices}?state=overdue`);
  expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeVisible();
  expect(router.state.location.search).toEqual({ redirect: `${invoices}?state=overdue` });
});

test('a typed day is read day first', async () => {
  serve({
    'GET /v1/me': { body: me() },
    [`GET ${at}/invoices`]: { body: { items: [] } },
  });
  const { router, person } = await visit(invoices);
  await person.type(await screen.findByLabelText('Due from'), '5.12.2026');
  await waitFor(() => expect(router.state.location.search).toEqual({ due_from: '2026-12-05' }));
});
