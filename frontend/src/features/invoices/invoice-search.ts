import { day, flag, oneOf, paging, type RawSearch, sparse, text } from '@/lib/search';

export const invoiceStates = [
  'unsent',
  'not_due',
  'overdue',
  'reminded',
  'noticed',
  'in_collection',
  'settled',
] as const;

/** As the filter has them: what is on its way counts as queued. */
export const dispatchStates = ['queued', 'sent', 'ignored', 'failed'] as const;

export type InvoiceState = (typeof invoiceStates)[number];

export const parseInvoiceSearch = (raw: RawSearch) =>
  sparse({
    ...paging(raw),
    search: text(raw.search),
    state: oneOf(raw.state, invoiceStates),
    is_open: flag(raw.is_open),
    first_dispatch: oneOf(raw.first_dispatch, dispatchStates),
    kind: oneOf(raw.kind, ['invoice', 'credit_note', 'interest_invoice'] as const),
    due_from: day(raw.due_from),
    due_to: day(raw.due_to),
  });

export type InvoiceSearch = ReturnType<typeof parseInvoiceSearch>;

export const parseInvoicePageSearch = (raw: RawSearch) =>
  sparse({
    ...paging(raw),
    as_of: day(raw.as_of),
    /** The day of the claim, which may be past; why a letter goes is asked for today or later. */
    claim_on: day(raw.claim_on),
  });

export type InvoicePageSearch = ReturnType<typeof parseInvoicePageSearch>;
