import type { Schemas } from '@/api/client';

export const companyId = '01990000-0000-7000-8000-000000000001';
export const ruleId = '01990000-0000-7000-8000-000000000002';
export const invoiceId = '01990000-0000-7000-8000-000000000003';
export const customerId = '01990000-0000-7000-8000-000000000004';

export const everything = [
  'company.read',
  'company.edit',
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
      trade_names: [],
      days_to_pay: 14,
    },
  ],
  customer_count: 0,
  open_case_count: 0,
  remarks: [],
  updated_at: '2026-11-01T08:00:00Z',
  ...changes,
});
