import { day, id, oneOf, paging, type RawSearch, sparse, text } from '@/lib/search';

export const eventOutcomes = ['act', 'hold', 'forfeit'] as const;

export const parseEventSearch = (raw: RawSearch) =>
  sparse({
    ...paging(raw),
    from: day(raw.from),
    to: day(raw.to),
    invoice_number: text(raw.invoice_number),
    customer_id: id(raw.customer_id),
    rule_id: id(raw.rule_id),
    kind: text(raw.kind),
    outcome: oneOf(raw.outcome, eventOutcomes),
  });

export type EventSearch = ReturnType<typeof parseEventSearch>;
