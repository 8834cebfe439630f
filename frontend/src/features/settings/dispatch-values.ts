import type { UseFormReturnType } from '@mantine/form';
import type { Schemas } from '@/api/client';

type Settings = Schemas['FirstDispatchSettings'];

export const dispatchValues = (settings: Settings) => ({
  sources: settings.sources as string[],
  channels: settings.channels,
  timing: settings.timing as string,
  has_consumer_einvoice: settings.has_consumer_einvoice,
  sends_direct_payment_notices: settings.sends_direct_payment_notices,
  sends_factoring_notices: settings.sends_factoring_notices,
  factoring_company: settings.factoring_company ?? '',
  factoring_iban: settings.factoring_iban ?? '',
  factoring_bic: settings.factoring_bic ?? '',
  alert_email: settings.alert_email ?? '',
  alert_phone: settings.alert_phone ?? '',
});

export type DispatchValues = ReturnType<typeof dispatchValues>;
export type DispatchForm = UseFormReturnType<DispatchValues>;

/** The merge patch of what was really changed; a text that was emptied is null. */
export const dispatchChanges = (settings: Settings, values: DispatchValues) => {
  const before = dispatchValues(settings);
  const names = Object.keys(before) as (keyof DispatchValues)[];
  const changed = names.filter((name) => `${before[name]}` !== `${values[name]}`);
  return Object.fromEntries(
    changed.map((name) => [name, values[name] === '' ? null : values[name]]),
  ) as Schemas['FirstDispatchChanges'];
};

/** Whether a number has its country code; none is a number too. */
export const isPhone = (typed: string) => /^(\+[0-9][0-9 ]{4,18})?$/.test(typed.trim());
