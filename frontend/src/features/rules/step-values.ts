import type { Schemas } from '@/api/client';
import { isZero, typedAmount } from '@/lib/format';
import { stepKinds } from '@/lib/step-kinds';

type Step = Schemas['Step'];
export type StepWrite = Schemas['StepWrite'];
export type CustomerKind = Schemas['CustomerKind'];
export type RuleScope = Schemas['RuleScope'];

/** A step as the form holds it: amounts as typed, nothing absent. */
export type StepValues = {
  key: string;
  kind: Step['kind'];
  anchor: Step['anchor'];
  offset_days: number;
  channel: Step['channel'];
  fee: string;
  minimum_open: string;
  minimum_count: number;
  is_in_mass_runs: boolean;
  trade_names: string[];
  days_to_pay: number;
  claims_interest: boolean;
  template_id: string;
};

let made = 0;

const newKey = () => {
  made += 1;
  return `step-${made}`;
};

export const valuesOf = (step: Step): StepValues => ({
  key: newKey(),
  kind: step.kind,
  anchor: step.anchor,
  offset_days: step.offset_days,
  channel: step.channel,
  fee: step.fee ?? '',
  minimum_open: isZero(step.minimum_open) ? '' : step.minimum_open,
  minimum_count: step.minimum_count,
  is_in_mass_runs: step.is_in_mass_runs,
  trade_names: step.trade_names,
  days_to_pay: step.days_to_pay,
  claims_interest: step.claims_interest,
  template_id: step.template_id ?? '',
});

/** Only the first step counts from the due date; one that was moved counts from what it follows. */
export const anchorOf = ({ anchor }: StepValues, index: number): Step['anchor'] => {
  if (index === 0) return 'after_due';
  return anchor === 'after_due' ? 'after_previous_sent' : anchor;
};

/** The word for what a step is counted from: of several invoices it is the first one's due date. */
export const anchorWord = (anchor: Step['anchor'], scope: RuleScope = 'invoice') =>
  anchor === 'after_due' && scope === 'customer' ? 'anchors.after_first_due' : `anchors.${anchor}`;

export const writeOf = (values: StepValues, index: number): StepWrite => ({
  kind: values.kind,
  anchor: anchorOf(values, index),
  offset_days: values.offset_days,
  channel: values.channel,
  fee: values.fee === '' ? undefined : typedAmount(values.fee),
  minimum_open: values.minimum_open === '' ? '0' : typedAmount(values.minimum_open),
  minimum_count: values.minimum_count,
  is_in_mass_runs: values.is_in_mass_runs,
  trade_names: values.trade_names,
  days_to_pay: values.days_to_pay,
  claims_interest: values.claims_interest,
  template_id: values.template_id || undefined,
});

const firstDays: Record<Step['kind'], Record<CustomerKind, number>> = {
  reminder: { business: 7, consumer: 14 },
  notice: { business: 14, consumer: 14 },
  collection_letter: { business: 14, consumer: 15 },
  possession_warning: { business: 30, consumer: 30 },
};

/* Of all that a customer owes: each letter waits past the day to pay that the one before gave. */
const collectiveDays: Record<Step['kind'], number> = {
  reminder: 14,
  notice: 7,
  collection_letter: 7,
  possession_warning: 14,
};

/** What a new step starts from; consumers are given the longer wait that the law asks for. */
export const newStep = (
  kind: Step['kind'],
  of: CustomerKind,
  scope: RuleScope = 'invoice',
): StepValues => ({
  key: newKey(),
  kind,
  anchor: scope === 'customer' ? 'after_previous_due' : 'after_previous_sent',
  offset_days: scope === 'customer' ? collectiveDays[kind] : firstDays[kind][of],
  channel: 'default',
  fee: '',
  minimum_open: '',
  minimum_count: 0,
  is_in_mass_runs: true,
  trade_names: [],
  days_to_pay: 14,
  claims_interest: false,
  template_id: '',
});

/** The steps that a new rule begins with: of one invoice, or of all that a customer owes. */
export const firstSteps = (
  scope: RuleScope,
  of: CustomerKind,
  isHousing: boolean,
): StepValues[] => {
  if (scope === 'invoice') return [newStep('reminder', of), newStep('notice', of)];
  const kinds: Step['kind'][] = ['reminder', 'collection_letter'];
  if (isHousing) kinds.push('possession_warning');
  return kinds.map((kind) => newStep(kind, of, scope));
};

/** Whose steps these are, as far as it decides what may be chosen. */
export type Setting = {
  kind: CustomerKind | undefined;
  isHousing: boolean;
  scope?: RuleScope;
};

/**
 * By what a step may go: nothing goes to consumers as an e-invoice, nor what is about several
 * invoices, no collection letter as an e-mail, and a housing company's only on paper.
 */
export const channelsFor = (
  step: Step['kind'],
  { kind, isHousing, scope }: Setting,
): Step['channel'][] => {
  if (step === 'possession_warning') return ['default', 'print'];
  const isCollection = step === 'collection_letter';
  const isBarred = {
    default: false,
    email: isCollection,
    einvoice: kind === 'consumer' || scope === 'customer' || (isCollection && isHousing),
    print: false,
  };
  return (['default', 'email', 'einvoice', 'print'] as const).filter((one) => !isBarred[one]);
};

const most: Partial<Record<Step['kind'], number>> = { collection_letter: 2, possession_warning: 1 };

/** The kinds of which the rule can have one more. */
export const addable = (steps: StepValues[], { isHousing }: Setting): Step['kind'][] =>
  stepKinds.filter((kind) => {
    if (kind === 'possession_warning' && !isHousing) return false;
    return steps.filter((step) => step.kind === kind).length < (most[kind] ?? 10);
  });

/** The kinds that a step may become beside the others. */
export const kindsFor = (steps: StepValues[], index: number, setting: Setting): Step['kind'][] => {
  const others = steps.filter((_, at) => at !== index);
  const own = steps[index]?.kind;
  return stepKinds.filter((kind) => kind === own || addable(others, setting).includes(kind));
};

/** A step of another kind: a channel, a fee and a text of its own that no longer fit fall away. */
export const ofKind = (step: StepValues, kind: Step['kind'], setting: Setting): StepValues => ({
  ...step,
  kind,
  channel: channelsFor(kind, setting).includes(step.channel) ? step.channel : 'default',
  fee: kind === 'possession_warning' ? '' : step.fee,
  template_id: '',
});

/** Whether a step may change places with the one before it: nothing milder follows a graver one. */
export const maySwap = (steps: StepValues[], index: number): boolean => {
  const [before, step] = [steps[index - 1], steps[index]];
  return before !== undefined && step !== undefined && before.kind === step.kind;
};

/** The steps with one and the one before it in each other's place; anchors follow the place. */
export const swapped = (steps: StepValues[], index: number, scope: RuleScope): StepValues[] => {
  const [before, step] = [steps[index - 1], steps[index]];
  if (!before || !step) return steps;
  const later = scope === 'customer' ? 'after_previous_due' : 'after_previous_sent';
  const followed =
    before.anchor === 'after_due' ? { ...before, anchor: later as Step['anchor'] } : before;
  return steps.toSpliced(index - 1, 2, step, followed);
};

/** The steps with one more at its place: nothing milder follows a graver letter. */
export const withStep = (steps: StepValues[], added: StepValues): StepValues[] => {
  const graver = steps.findIndex(
    (step) => stepKinds.indexOf(step.kind) > stepKinds.indexOf(added.kind),
  );
  return graver < 0 ? [...steps, added] : steps.toSpliced(graver, 0, added);
};

/** The day each step would go for an invoice due on a day, if each went as soon as it may. */
export const exampleDays = (
  steps: StepValues[],
  dueOn: string,
  lawWait: (kind: Step['kind']) => number = () => 0,
): string[] => {
  const days: string[] = [];
  for (const [index, step] of steps.entries()) {
    const before = days[index - 1];
    const given = step.anchor === 'after_previous_due' ? (steps[index - 1]?.days_to_pay ?? 0) : 0;
    const wait = Math.max(given + step.offset_days, lawWait(step.kind));
    days.push(before ? later(before, wait) : later(dueOn, step.offset_days));
  }
  return days;
};

const later = (on: string, count: number) =>
  new Date(Date.parse(`${on}T12:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);
