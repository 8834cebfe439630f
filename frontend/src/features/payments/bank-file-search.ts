import { oneOf, paging, type RawSearch, sparse, text } from '@/lib/search';

export const entryStates = ['matched', 'unallocated', 'pending', 'ignored'] as const;

export const parseBankFileSearch = (raw: RawSearch) =>
  sparse({
    ...paging(raw),
    state: oneOf(raw.state, entryStates),
    search: text(raw.search),
  });

export type BankFileSearch = ReturnType<typeof parseBankFileSearch>;
