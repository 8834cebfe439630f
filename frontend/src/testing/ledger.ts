import type { Schemas } from '@/api/client';

export const companyId = '01990000-0000-7000-8000-000000000001';
export const ruleId = '01990000-0000-7000-8000-000000000002';
export const invoiceId = '01990000-0000-7000-8000-000000000003';
export const customerId = '01990000-0000-7000-8000-000000000004';

export const everything = [
  'company.read',
  'company.edit',
  'prices.edit',
  'users.read',
  'users.edit',
  'api_keys.edit',
  'automation.activate',
  'rules.read',
  'rules.edit',
  'customers.read',
  'customers.edit',
  'invoices.read',
  'invoices.edit',
  'payments.read',
  'payments.edit',
  'imports.read',
  'imports.edit',
  'runs.read',
  'runs.edit',
  'dispatches.read',
  'dispatches.edit',
  'events.read',
];

export const me = (permissions: string[] = everything): Schemas['Me'] => ({
  actor: { kind: 'user', id: customerId, name: 'Aino Virtanen', language: 'en' },
  csrf_token: 'token',
  companies: [
    {
      id: companyId,
      name: 'Kirjapaino Oy',
      time_zone: 'Europe/Helsinki',
      permissions,
      owns_invoices_only: false,
    },
  ],
});

export const automation = (
  changes: Partial<Schemas['Automation']> = {},
): Schemas['Automation'] => ({
  is_on: false,
  preconditions: [
    { code: 'sender_email', is_met: true },
    { code: 'bank_account', is_met: true },
  ],
  transaction_price: '0.25',
  currency: 'EUR',
  customer_count: 4,
  outside_count: 1,
  due_now: 2,
  week: [
    {
      on: '2026-11-22',
      counts: [{ step: 'reminder', count: 12, amounts: [{ currency: 'EUR', amount: '1200.50' }] }],
    },
  ],
  last_run: null,
  exception_count: 0,
  ...changes,
});

export const rule = (changes: Partial<Schemas['Rule']> = {}): Schemas['Rule'] => ({
  id: ruleId,
  key: 1,
  customer_kind: 'consumer',
  name: 'Summer guests',
  description: '',
  mode: 'send',
  scope: 'invoice',
  version: 1,
  steps: [
    {
      kind: 'reminder',
      anchor: 'after_due',
      offset_days: 14,
      channel: 'default',
      minimum_open: '0',
      minimum_count: 0,
      is_in_mass_runs: true,
      trade_names: [],
      days_to_pay: 14,
      claims_interest: false,
    },
  ],
  customer_count: 0,
  open_case_count: 0,
  remarks: [],
  updated_at: '2026-11-01T08:00:00Z',
  ...changes,
});

export const claim = (changes: Partial<Schemas['Claim']> = {}): Schemas['Claim'] => ({
  invoice_id: invoiceId,
  as_of: '2026-11-22',
  currency: 'EUR',
  claim_class: 'consumer',
  country: 'FI',
  law_version: 'FI 2026-11-22',
  due_day: '2026-10-05',
  due_day_basis: 'Velkakirjalaki 5 §',
  limitation_on: '2029-10-05',
  limitation_basis: 'Vanhentumislaki 4 §',
  principal: { claimed: '1000.00', paid: '250.00', open: '750.00', is_flagged: false },
  fee: { claimed: '5.00', paid: '0.00', open: '5.00', basis: 'Perintälaki', is_flagged: false },
  interest: {
    basis: 'statutory',
    amount: '9.37',
    claimed: '0.00',
    paid: '0.00',
    invoiced: '0.00',
    open: '9.37',
    divisor: 'actual_year',
    first_on: '2026-10-06',
    last_on: '2026-11-22',
    free_days: 0,
    is_flagged: true,
    periods: [
      {
        first_on: '2026-10-06',
        last_on: '2026-11-22',
        day_count: 48,
        principal: '750.00',
        percent: '9.5',
        amount: '9.3699',
        basis: 'Korkolaki 4 §',
        is_flagged: true,
      },
    ],
  },
  compensation: {
    claimed: '0.00',
    paid: '0.00',
    open: '0.00',
    reason: 'not_commercial',
    is_flagged: false,
  },
  total_open: '764.37',
  ...changes,
});
