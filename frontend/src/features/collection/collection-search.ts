import { id, oneOf, paging, type RawSearch, sparse, text } from '@/lib/search';

export const parseCollectionSearch = (raw: RawSearch) =>
  sparse({
    ...paging(raw),
    side: oneOf(raw.side, ['invoices', 'cases'] as const),
    show: oneOf(raw.show, ['outside', 'all'] as const),
    search: text(raw.search),
    customer_id: id(raw.customer_id),
    state: oneOf(raw.state, ['open', 'closed'] as const),
    case_search: text(raw.case_search),
    case_cursor: text(raw.case_cursor),
    case_page: Number(raw.case_page) > 1 ? Math.trunc(Number(raw.case_page)) : undefined,
  });

export type CollectionSearch = ReturnType<typeof parseCollectionSearch>;

export const parseCasePageSearch = (raw: RawSearch) => paging(raw);
