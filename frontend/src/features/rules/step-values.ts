import type { Schemas } from '@/api/client';
import { isZero, typedAmount } from '@/lib/format';
import { stepKinds } from '@/lib/step-kinds';

type Step = Schemas['Step'];
export type StepWrite = Schemas['StepWrite'];
export type CustomerKind = Schemas['CustomerKind'];

/** A step as the form holds it: amounts as typed, nothing absent. */
export type StepValues = {
  key: string;
  kind: Step['kind'];
  anchor: Step['anchor'];
  offset_days: number;
  channel: Step['channel'];
  fee: string;
  minimum_open: string;
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

export const writeOf = (values: StepValues, index: number): StepWrite => ({
  kind: values.kind,
  anchor: anchorOf(values, index),
  offset_days: values.offset_days,
  channel: values.channel,
  fee: values.fee === '' ? undefined : typedAmount(values.fee),
  minimum_open: values.minimum_open === '' ? '0' : typedAmount(values.minimum_open),
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

/** What a new step starts from; consumers are given the longer wait that the law asks for. */
export const newStep = (kind: Step['kind'], of: CustomerKind): StepValues => ({
  key: newKey(),
  kind,
  anchor: kind === 'reminder' ? 'after_due' : 'after_previous_sent',
  offset_days: firstDays[kind][of],
  channel: 'default',
  fee: '',
  minimum_open: '',
  trade_names: [],
  days_to_pay: 14,
  claims_interest: false,
  template_id: '',
});

/** Whose steps these are, as far as it decides what may be chosen. */
export type Setting = { kind: CustomerKind | undefined; isHousing: boolean };

/**
 * By what a step may go: nothing goes to consumers as an e-invoice, no collection letter as an
 * e-mail, and a housing company's letters of collection only on paper.
 */
export const channelsFor = (
  step: Step['kind'],
  { kind, isHousing }: Setting,
): Step['channel'][] => {
  if (step === 'possession_warning') return ['default', 'print'];
  const isCollection = step === 'collection_letter';
  const isBarred = {
    default: false,
    email: isCollection,
    einvoice: kind === 'consumer' || (isCollection && isHousing),
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
