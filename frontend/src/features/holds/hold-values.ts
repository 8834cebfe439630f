import { addAmounts, typedAmount } from '@/lib/format';
import type { Hold, HoldKind } from './hold-kinds';

export type InstalmentRow = { due_on: string; amount: string };

export type HoldValues = {
  kind: HoldKind;
  scope: 'invoice' | 'customer';
  from_on: string;
  until_on: string;
  afterwards: 'resume' | 'review';
  reason: string;
  disputed_amount: string;
  currency: string;
  grace_days: number;
  instalments: InstalmentRow[];
};

export const isAmount = (typed: string) => /^\d{1,12}(\.\d{1,2})?$/.test(typedAmount(typed));

const cents = (amount: string) => {
  const [whole = '0', part = ''] = amount.split('.');
  return BigInt(whole) * 100n + BigInt(part.padEnd(2, '0').slice(0, 2));
};
const decimal = (value: bigint) => `${value / 100n}.${String(value % 100n).padStart(2, '0')}`;

/** The same day of a later month, or its last one where there is none. */
export const monthsLater = (on: string, months: number) => {
  const [year = 0, month = 1, day = 1] = on.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0));
  const capped = new Date(Date.UTC(year, month - 1 + months, Math.min(day, last.getUTCDate()), 12));
  return capped.toISOString().slice(0, 10);
};

/** What is owed in even monthly parts; the odd cents are in the last one. */
export const evenParts = (owed: string, count: number, first: string): InstalmentRow[] => {
  const all = cents(owed);
  const part = all / BigInt(count);
  return Array.from({ length: count }, (_, at) => ({
    due_on: monthsLater(first, at),
    amount: decimal(at === count - 1 ? all - part * BigInt(count - 1) : part),
  }));
};

/** The sum of the rows typed so far; rows that hold no amount count nothing. */
export const sumOf = (rows: InstalmentRow[]) =>
  addAmounts('0', ...rows.map(({ amount }) => typedAmount(amount)).filter((one) => isAmount(one)));

const written = (rows: InstalmentRow[]) =>
  rows.map(({ due_on, amount }) => ({ due_on, amount: typedAmount(amount) }));

type About = { customerId: string; invoiceId?: string };

export const newHold = (values: HoldValues, { customerId, invoiceId }: About) => {
  const isPlan = values.kind === 'payment_plan';
  const isOnInvoice = values.scope === 'invoice' && invoiceId;
  return {
    kind: values.kind,
    ...(isOnInvoice ? { invoice_id: invoiceId } : { customer_id: customerId }),
    from_on: values.from_on || undefined,
    reason: values.reason,
    ...(isPlan
      ? {
          grace_days: values.grace_days,
          instalments: written(values.instalments),
          currency: isOnInvoice ? undefined : values.currency || undefined,
        }
      : { until_on: values.until_on || undefined, afterwards: values.afterwards }),
    ...(values.kind === 'dispute' && values.disputed_amount
      ? { disputed_amount: typedAmount(values.disputed_amount) }
      : {}),
  };
};

export const changesOf = (values: HoldValues, hold: Hold) => {
  if (hold.kind === 'payment_plan')
    return {
      reason: values.reason,
      grace_days: values.grace_days,
      instalments: written(values.instalments),
    };
  return {
    until_on: values.until_on || null,
    afterwards: values.afterwards,
    reason: values.reason,
    ...(hold.kind === 'dispute' && hold.scope === 'invoice'
      ? { disputed_amount: values.disputed_amount ? typedAmount(values.disputed_amount) : null }
      : {}),
  };
};
