import { oneOf, type RawSearch, sparse } from '@/lib/search';

export const lineOutcomes = ['failed', 'created', 'updated', 'unchanged'] as const;

export const parseImportSearch = (raw: RawSearch) =>
  sparse({
    outcome: oneOf(raw.outcome, lineOutcomes),
    after_line: Number(raw.after_line) > 0 ? Math.trunc(Number(raw.after_line)) : undefined,
  });

export type ImportSearch = ReturnType<typeof parseImportSearch>;
