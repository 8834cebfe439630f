import { typedAmount } from '@/lib/format';
import type { StepValues } from './step-values';

const isAmount = (typed: string) =>
  typed === '' || /^\d{1,12}(\.\d{1,2})?$/.test(typedAmount(typed));

/** What stops the steps from being sent at all; the rest the API says. */
export const stepErrors = (steps: StepValues[], wrong: string): Record<string, string> => {
  const errors: Record<string, string> = {};
  steps.forEach((step, index) => {
    for (const field of ['fee', 'minimum_open'] as const)
      if (!isAmount(step[field])) errors[`steps.${index}.${field}`] = wrong;
  });
  return errors;
};
