import { day, id, oneOf, paging, type RawSearch, sparse, text } from '@/lib/search';

export const ruleTabs = ['settings', 'customers', 'events'] as const;
export type RuleTab = (typeof ruleTabs)[number];

export const parseRuleSearch = (raw: RawSearch) =>
  sparse({
    ...paging(raw),
    rule: id(raw.rule),
    tab: oneOf(raw.tab, ruleTabs),
    search: text(raw.search),
    from: day(raw.from),
    to: day(raw.to),
    invoice_number: text(raw.invoice_number),
    kind: text(raw.kind),
    outcome: oneOf(raw.outcome, ['act', 'hold', 'forfeit'] as const),
  });

export type RuleSearch = ReturnType<typeof parseRuleSearch>;
