import { id, oneOf, paging, type RawSearch, sparse, text } from '@/lib/search';
import { stepKinds } from '@/lib/step-kinds';

export const parseCaseSearch = (raw: RawSearch) =>
  sparse({
    ...paging(raw),
    search: text(raw.search),
    state: oneOf(raw.state, ['quarantined', 'open', 'closed'] as const),
    next_step: oneOf(raw.next_step, stepKinds),
    rule_id: id(raw.rule_id),
  });

export type CaseSearch = ReturnType<typeof parseCaseSearch>;
