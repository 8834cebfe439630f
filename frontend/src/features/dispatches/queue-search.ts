import { id, oneOf, paging, type RawSearch, sparse, text } from '@/lib/search';
import { stepKinds } from '@/lib/step-kinds';

export const dispatchStates = [
  'queued',
  'proposed',
  'failed',
  'unknown',
  'sent',
  'cancelled',
] as const;

export type QueueState = (typeof dispatchStates)[number];

export const parseQueueSearch = (raw: RawSearch) =>
  sparse({
    ...paging(raw),
    state: oneOf(raw.state, dispatchStates),
    step: oneOf(raw.step, stepKinds),
    search: text(raw.search),
    letter: id(raw.letter),
  });

export type QueueSearch = ReturnType<typeof parseQueueSearch>;
