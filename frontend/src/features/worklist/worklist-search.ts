import { flag, id, oneOf, paging, type RawSearch, sparse, text } from '@/lib/search';

const tabPattern =
  /^(list|handover|(reminder|notice|collection_letter|possession_warning)-[1-9]\d?)$/;

const tab = (value: unknown) => {
  const read = text(value);
  return read && tabPattern.test(read) ? read : undefined;
};

export const parseWorklistSearch = (raw: RawSearch) =>
  sparse({
    ...paging(raw),
    tab: tab(raw.tab),
    rule_id: id(raw.rule_id),
    search: text(raw.search),
    is_reached: flag(raw.is_reached),
    /** What is closed stands apart from the list. */
    state: oneOf(raw.state, ['closed'] as const),
    /** The invoice whose voucher is open beside the list. */
    shown: id(raw.shown),
  });

export type WorklistSearch = ReturnType<typeof parseWorklistSearch>;
