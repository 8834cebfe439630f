import { day, flag, paging, type RawSearch, sparse, text } from '@/lib/search';

export const parsePaymentSearch = (raw: RawSearch) =>
  sparse({
    ...paging(raw),
    search: text(raw.search),
    is_unallocated: flag(raw.is_unallocated),
    paid_from: day(raw.paid_from),
    paid_to: day(raw.paid_to),
  });

export type PaymentSearch = ReturnType<typeof parsePaymentSearch>;
