import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Schemas } from '@/api/client';
import { serve } from './api';
import { companyId, invoiceId, me } from './ledger';
import { visit } from './visit';

const fileId = '01990000-0000-7000-8000-000000000009';
const at = `/v1/companies/${companyId}`;
const files = `/c/${companyId}/payments/files`;

const file = (changes: Partial<Schemas['BankFile']> = {}): Schemas['BankFile'] => ({
  id: fileId,
  file_name: 'tiliote.xml',
  format: 'camt.053',
  format_version: '001.08',
  accounts: ['FI2112345600000785'],
  accounts_were_checked: true,
  covers_from: '2026-11-02',
  covers_until: '2026-11-04',
  was_imported_before: false,
  entry_count: 5,
  new_count: 4,
  duplicate_count: 1,
  matched_count: 1,
  unallocated_count: 1,
  pending_count: 1,
  ignored_count: 1,
  replaced_count: 0,
  sums: [{ currency: 'EUR', amount: '107.00' }],
  actor: 'user:Aino Virtanen',
  created_at: '2026-11-05T06:00:00Z',
  ...changes,
});

const entry = (changes: Partial<Schemas['BankEntry']>): Schemas['BankEntry'] => ({
  id: changes.state ?? 'id',
  ordinal: 1,
  account: 'FI2112345600000785',
  currency: 'EUR',
  amount: '100.00',
  booked_on: '2026-11-03',
  paid_on: '2026-11-03',
  state: 'matched',
  is_reversal: false,
  ...changes,
});

test('bank files are listed with their account, days, counts and who brought them', async () => {
  serve({
    'GET /v1/me': { body: me() },
    [`GET ${at}/bank-files`]: { body: { items: [file()], total_count: 1 } },
  });
  await visit(files);
  const row = await screen.findByRole('row', { name: /tiliote.xml/ });
  for (const text of ['FI21 1234 5600 0007 85', '4 new, 1 known', 'Aino Virtanen'])
    expect(within(row).getByText(text)).toBeVisible();
});

test('no bank files yet says how the first one comes', async () => {
  serve({ 'GET /v1/me': { body: me() }, [`GET ${at}/bank-files`]: { body: { items: [] } } });
  await visit(files);
  expect(await screen.findByText('No bank files yet')).toBeVisible();
});

test('a person without the right is told so instead of the list', async () => {
  const refusal = { type: '', title: '', status: 403, code: 'permission_missing' };
  serve({
    'GET /v1/me': { body: me([]) },
    [`GET ${at}/bank-files`]: { status: 403, body: refusal },
  });
  await visit(files);
  expect(await screen.findByText('You may not see this')).toBeVisible();
  expect(screen.getByRole('button', { name: 'Bank file' })).toBeDisabled();
});

test('a file shows its entries by state in the address, each with its cause', async () => {
  const entries = [entry({ state: 'pending', cause: 'awaiting_details' })];
  const { asked } = serve({
    'GET /v1/me': { body: me() },
    [`GET ${at}/bank-files/${fileId}`]: { body: file({ accounts_were_checked: false }) },
    [`GET ${at}/bank-files/${fileId}/entries`]: { body: { items: entries, total_count: 1 } },
  });
  await visit(`${files}/${fileId}?state=pending`);
  expect(await screen.findByText(/bring in the notification \(camt.054\)/)).toBeVisible();
  expect(screen.getByText('Nobody checked whose account it is')).toBeVisible();
  const url = asked('GET').find((request) => request.url.includes('/entries'))?.url ?? '';
  expect(new URL(url).searchParams.get('state')).toBe('pending');
});

test('an allocation is taken back after a confirmation', async () => {
  const payment: Schemas['Payment'] = {
    id: fileId,
    key: 1,
    kind: 'money',
    is_agency_remittance: false,
    currency: 'EUR',
    amount: '105.00',
    allocated: '105.00',
    unallocated: '0.00',
    paid_on: '2026-11-03',
    payer: 'Kahvila Oy',
    created_at: '2026-11-03T06:00:00Z',
    allocations: [
      { invoice_id: invoiceId, invoice_number: '1001', part: 'principal', amount: '100.00' },
      { invoice_id: invoiceId, invoice_number: '1001', part: 'fee', amount: '5.00' },
    ],
  };
  const { asked } = serve({
    'GET /v1/me': { body: me() },
    [`GET ${at}/payments`]: { body: { items: [payment], total_count: 1 } },
    [`DELETE ${at}/payments/${fileId}/allocations/${invoiceId}`]: { body: payment },
  });
  const { person } = await visit(`/c/${companyId}/payments`);
  await person.click(await screen.findByRole('button', { name: 'Take back from invoice 1001' }));
  const dialog = await screen.findByRole('dialog');
  expect(within(dialog).getByText(/€105.00 on invoice 1001/)).toBeVisible();
  expect(asked('DELETE')).toHaveLength(0);
  await person.keyboard('{Enter}');
  expect(await screen.findByText('€105.00 waits unallocated again')).toBeVisible();
  expect(asked('DELETE')).toHaveLength(1);
});
