import type { Schemas } from '@/api/client';

/** The kinds of letters, from the mildest to the gravest: the order in which a rule has them. */
export const stepKinds = [
  'reminder',
  'notice',
  'collection_letter',
  'possession_warning',
] as const satisfies readonly Schemas['StepKind'][];

export type StepKind = Schemas['StepKind'];
