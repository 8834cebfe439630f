import { day, flag, id, oneOf, paging, type RawSearch, sparse } from '@/lib/search';

export const voucherKinds = [
  'payment',
  'allocation',
  'matching',
  'write_off',
  'costs_sent',
  'costs_reversed',
] as const;

export const parseVoucherSearch = (raw: RawSearch) =>
  sparse({
    ...paging(raw),
    kind: oneOf(raw.kind, voucherKinds),
    booked_from: day(raw.booked_from),
    booked_to: day(raw.booked_to),
    is_without_account: flag(raw.is_without_account),
    invoice_id: id(raw.invoice_id),
    payment_id: id(raw.payment_id),
    voucher: id(raw.voucher),
  });

export type VoucherSearch = ReturnType<typeof parseVoucherSearch>;
