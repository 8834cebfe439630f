import { oneOf, paging, type RawSearch, sparse, text } from '@/lib/search';
import { holdKinds } from './hold-kinds';

export const holdStates = ['active', 'ended'] as const;

export const parseHoldSearch = (raw: RawSearch) =>
  sparse({
    ...paging(raw),
    search: text(raw.search),
    kind: oneOf(raw.kind, holdKinds),
    state: oneOf(raw.state, holdStates),
  });

export type HoldSearch = ReturnType<typeof parseHoldSearch>;
