import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { serve } from './api';
import { companyId, everything, me } from './ledger';
import { visit } from './visit';

const at = `/v1/companies/${companyId}`;
const page = `/c/${companyId}/settings?tab=sending`;
const company = {
  id: companyId,
  name: 'Kirjapaino Oy',
  today: '2026-11-22',
  currency: 'EUR',
  country: 'FI',
  bank_accounts: [],
  active_channels: ['email', 'einvoice', 'print'],
  sender_name: 'Kirjapaino Oy',
  sender_email: 'laskut@example.com',
  street: 'Katu 1',
  postcode: '00100',
  city: 'Helsinki',
  phone: '',
  website: '',
  einvoice_address: '',
  einvoice_operator: '003721291126',
};
const channels = [
  { channel: 'email', is_configured: true, is_active: true, missing: [] },
  { channel: 'einvoice', is_configured: true, is_active: true, missing: ['einvoice_address'] },
  { channel: 'print', is_configured: false, is_active: true, missing: ['installation_url'] },
];

const api = (permissions: string[] = everything) =>
  serve({
    'GET /v1/me': { body: me(permissions) },
    [`GET ${at}`]: { body: company, etag: '"3"' },
    [`GET ${at}/channels`]: { body: { items: channels } },
    [`PATCH ${at}`]: { body: company, etag: '"4"' },
  });

const choice = async (name: RegExp) => {
  const box = await screen.findByRole('checkbox', { name });
  return box.closest('.mantine-Checkbox-root') as HTMLElement;
};

test('each channel says whether it works, and what is missing', async () => {
  api();
  await visit(page);
  expect(await choice(/^E-mail/)).toHaveTextContent('In use');
  const einvoice = await choice(/^E-invoice/);
  expect(einvoice).toHaveTextContent('Not complete');
  expect(einvoice).toHaveTextContent('Missing: the company’s e-invoice address.');
  const print = await choice(/^Print/);
  expect(print).toHaveTextContent('Not set up here');
  expect(within(print).queryByText(/^Missing/)).toBeNull();
});

test('what is missing is filled in and sent, and a channel is switched off', async () => {
  const { asked } = api();
  await visit(page);
  await userEvent.type(await screen.findByLabelText('E-invoice address'), '003712345671');
  await userEvent.click(await screen.findByRole('checkbox', { name: /^Print/ }));
  expect(await choice(/^Print/)).toHaveTextContent('Not set up here');
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  await screen.findByText('Saved');
  const [request] = asked('PATCH');
  expect(await request?.json()).toMatchObject({
    einvoice_address: '003712345671',
    street: 'Katu 1',
    active_channels: ['email', 'einvoice'],
  });
});

test('who may only read sees the states and cannot change them', async () => {
  api(everything.filter((one) => one !== 'company.edit'));
  await visit(page);
  expect(await screen.findByRole('checkbox', { name: /^E-invoice/ })).toBeDisabled();
});
