import { id, oneOf, type RawSearch, sparse } from '@/lib/search';

export const phases = ['close', 'move', 'send'] as const;
export type Phase = (typeof phases)[number];

/** Without a phase it is the one in which the run stands. */
export const parseMassRunSearch = (raw: RawSearch) =>
  sparse({ phase: oneOf(raw.phase, phases), letter: id(raw.letter) });

export type MassRunSearch = ReturnType<typeof parseMassRunSearch>;
