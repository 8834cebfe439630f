import { id, oneOf, paging, type RawSearch, sparse, text } from '@/lib/search';

export const interestTabs = ['ready', 'below', 'orders'] as const;
export const orderStates = ['open', 'invoiced', 'cancelled'] as const;

export type InterestTab = (typeof interestTabs)[number];

export const parseInterestSearch = (raw: RawSearch) =>
  sparse({
    ...paging(raw),
    tab: oneOf(raw.tab, interestTabs),
    search: text(raw.search),
    state: oneOf(raw.state, orderStates),
    order: id(raw.order),
  });

export type InterestSearch = ReturnType<typeof parseInterestSearch>;
