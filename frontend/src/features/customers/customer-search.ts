import { flag, id, oneOf, paging, type RawSearch, sparse, text } from '@/lib/search';

export const customerKinds = ['business', 'consumer'] as const;

export const parseCustomerSearch = (raw: RawSearch) =>
  sparse({
    ...paging(raw),
    search: text(raw.search),
    kind: oneOf(raw.kind, customerKinds),
    rule_id: id(raw.rule_id),
    is_overdue: flag(raw.is_overdue),
  });

export type CustomerSearch = ReturnType<typeof parseCustomerSearch>;

export const parseCustomerPageSearch = (raw: RawSearch) =>
  sparse({
    ...paging(raw),
    tab: oneOf(raw.tab, ['invoices', 'holds', 'recipients', 'events', 'details'] as const),
  });
