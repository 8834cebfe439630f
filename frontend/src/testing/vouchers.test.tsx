import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { serve } from './api';
import { companyId, invoiceId, me } from './ledger';
import { visit } from './visit';

const at = `/v1/companies/${companyId}`;
const id = '01993b2c-0000-7000-8000-000000000901';
const company = {
  id: companyId,
  name: 'Kirjapaino Oy',
  today: '2026-11-22',
  currency: 'EUR',
  country: 'FI',
  recognises_income: 'when_paid',
  allocation_order: 'principal_first',
  accounts: [
    { role: 'bank', account: '1910' },
    { role: 'bank', account: '1940', currency: 'SEK' },
    { role: 'fee_income', account: '3590', vat_percent: '25.5', vat_code: 'KOMY' },
  ],
};
const voucher = {
  id,
  key: 7,
  kind: 'write_off',
  booked_on: '2026-11-20',
  currency: 'EUR',
  total: '100.00',
  actor: 'user:Aino Karhula',
  created_at: '2026-11-20T10:00:00Z',
  lines: [
    { ordinal: 1, role: 'credit_loss', amount: '100.00', reports_to_agency: false },
    {
      ordinal: 2,
      role: 'receivables',
      account: '1701',
      amount: '-100.00',
      invoice_id: invoiceId,
      invoice_number: '1001',
      reports_to_agency: false,
    },
  ],
};

const api = () =>
  serve({
    'GET /v1/me': { body: me() },
    [`GET ${at}`]: { body: company, etag: '"3"' },
    [`GET ${at}/vouchers`]: { body: { items: [voucher], total_count: 1 } },
    [`GET ${at}/vouchers/${id}`]: { body: voucher },
    [`PATCH ${at}/vouchers/${id}/lines/2`]: { body: voucher },
    [`PATCH ${at}`]: { body: company, etag: '"4"' },
  });

test('a voucher opens to its lines in debit and credit', async () => {
  const { asked } = api();
  await visit(`/c/${companyId}/payments/vouchers`);
  await userEvent.click(await screen.findByRole('button', { name: 'Voucher 7' }));
  const dialog = await screen.findByRole('dialog', { name: 'Voucher 7 · Credit loss' });
  const loss = await within(dialog).findByRole('row', { name: /^Credit losses/ });
  expect(loss).toHaveTextContent(/No number in Settings yet.*€100.00$/);
  const owed = within(dialog).getByRole('row', { name: /^1701/ });
  expect(within(owed).getByRole('link', { name: '1001' })).toBeVisible();
  await userEvent.click(within(owed).getByRole('switch', { name: /Tell the agency/ }));
  expect(await asked('PATCH')[0]?.clone().json()).toEqual({ reports_to_agency: true });
});

test('default accounts are written role by role, those of one currency apart', async () => {
  const { asked } = api();
  await visit(`/c/${companyId}/settings?tab=accounts`);
  const loss = await screen.findByRole('textbox', { name: 'Credit losses: Account' });
  expect(screen.getByRole('textbox', { name: 'Bank: Currency' })).toHaveValue('SEK');
  await userEvent.type(loss, '6750');
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  const sent = await asked('PATCH')[0]?.clone().json();
  expect(sent.accounts).toEqual([...company.accounts, { role: 'credit_loss', account: '6750' }]);
});
