import type { UseFormReturnType } from '@mantine/form';
import type { Schemas } from '@/api/client';
import { type CustomerKind, firstSteps, type RuleScope, type StepValues } from './step-values';

export type RuleValues = {
  name: string;
  description: string;
  customer_kind: CustomerKind;
  scope: RuleScope;
  mode: Schemas['Mode'];
  steps: StepValues[];
};

export type RuleForm = UseFormReturnType<RuleValues>;

export const emptyRule = (): RuleValues => ({
  name: '',
  description: '',
  customer_kind: 'business',
  scope: 'invoice',
  mode: 'send',
  steps: firstSteps('invoice', 'business', false),
});

/** The wizard's step on which a field stands. */
export const stepOfError = (field: string) => {
  if (field.startsWith('steps')) return 1;
  if (field.startsWith('customer_ids')) return 2;
  return field === 'mode' ? 3 : 0;
};
