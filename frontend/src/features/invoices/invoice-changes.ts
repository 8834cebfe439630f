import type { Schemas } from '@/api/client';

type Invoice = Schemas['Invoice'];

export const flagsOf = (invoice: Invoice) => ({
  dispatches_automatically: invoice.dispatches_automatically,
  reminds_automatically: invoice.reminds_automatically,
  has_payment_plan: invoice.has_payment_plan,
  is_at_agency: invoice.is_at_agency,
  promised_on: invoice.promised_on ?? null,
  disputed_since: invoice.disputed_since ?? null,
  reminded_on: invoice.reminded_by_hand_on ?? null,
  financing: invoice.financing,
});

export type InvoiceFlagValues = ReturnType<typeof flagsOf>;

/** The merge patch of what was really changed: an untouched field is not sent. */
export const changesOf = (invoice: Invoice, values: InvoiceFlagValues) => {
  const before = flagsOf(invoice);
  const names = Object.keys(before) as (keyof InvoiceFlagValues)[];
  const changed = names.filter((name) => before[name] !== values[name]);
  return Object.fromEntries(
    changed.map((name) => [name, values[name]]),
  ) as Schemas['InvoiceChanges'];
};
