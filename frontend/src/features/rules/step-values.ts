import type { Schemas } from '@/api/client';
import { isZero, typedAmount } from '@/lib/format';

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

export const writeOf = (values: StepValues, index: number): StepWrite => ({
  kind: values.kind,
  anchor: index === 0 ? 'after_due' : values.anchor,
  offset_days: values.offset_days,
  channel: values.channel,
  fee: values.fee === '' ? undefined : typedAmount(values.fee),
  minimum_open: values.minimum_open === '' ? '0' : typedAmount(values.minimum_open),
  trade_names: values.trade_names,
  days_to_pay: values.days_to_pay,
  claims_interest: values.claims_interest,
  template_id: values.template_id || undefined,
});

/** What a new step starts from; consumers are given the longer wait that the law asks for. */
export const newStep = (kind: Step['kind'], of: CustomerKind): StepValues => ({
  key: newKey(),
  kind,
  anchor: kind === 'reminder' ? 'after_due' : 'after_previous_sent',
  offset_days: kind === 'reminder' && of === 'business' ? 7 : 14,
  channel: 'default',
  fee: '',
  minimum_open: '',
  trade_names: [],
  days_to_pay: 14,
  claims_interest: false,
  template_id: '',
});

/** A consumer's letter never goes as an e-invoice, so the choice is not offered. */
export const channelsFor = (kind: CustomerKind | undefined): Step['channel'][] =>
  kind === 'consumer' ? ['default', 'email', 'print'] : ['default', 'email', 'einvoice', 'print'];

/** The day each step would go for an invoice due on a day, if each went on time. */
export const exampleDays = (steps: StepValues[], dueOn: string): string[] => {
  const days: string[] = [];
  const add = (on: string, count: number) =>
    new Date(Date.parse(`${on}T12:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);
  steps.forEach((step, index) => {
    const before = days[index - 1];
    const wait = steps[index - 1]?.days_to_pay ?? 0;
    if (index === 0 || !before || step.anchor === 'after_due')
      days.push(add(dueOn, step.offset_days));
    else if (step.anchor === 'after_previous_due') days.push(add(before, wait + step.offset_days));
    else days.push(add(before, step.offset_days));
  });
  return days;
};
