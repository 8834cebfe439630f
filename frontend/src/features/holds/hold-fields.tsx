import { Radio, Stack, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useFormat } from '@/lib/format';
import { DayField } from '@/ui/day-field';
import type { Hold } from './hold-kinds';
import type { HoldValues } from './hold-values';
import classes from './holds.module.css';
import { PlanFields } from './plan-fields';

export type FieldProps = {
  form: UseFormReturnType<HoldValues>;
  hold?: Hold;
  invoice: Schemas['Invoice'] | undefined;
  customerId: string;
  today: string | undefined;
};

/** What else a kind of hold has: its days, a disputed part, instalments. */
export const HoldFields = (props: FieldProps) => {
  const { form } = props;
  const { kind, until_on } = form.values;
  if (kind === 'payment_plan') return <PlanFields {...props} />;
  return (
    <Stack>
      <Days {...props} />
      {kind === 'dispute' && <DisputedPart {...props} />}
      {until_on && <Afterwards form={form} />}
    </Stack>
  );
};

const Days = ({ form, hold, today }: FieldProps) => {
  const { t } = useTranslation('holds');
  const { kind } = form.values;
  const isPromise = kind === 'promise_to_pay';
  const set = (name: 'from_on' | 'until_on') => (on: string | undefined) =>
    form.setFieldValue(name, on ?? '');
  return (
    <div className={classes.days}>
      {!hold && !isPromise && (
        <DayField
          label={t('fields.from')}
          description={t('fields.fromText')}
          clearable
          value={form.values.from_on}
          error={form.errors.from_on}
          onChange={set('from_on')}
        />
      )}
      <DayField
        label={t(isPromise ? 'fields.promised' : 'fields.until')}
        description={t(isPromise ? 'fields.promisedText' : 'fields.untilText')}
        clearable={!isPromise}
        required={isPromise}
        minDate={today}
        value={form.values.until_on}
        error={form.errors.until_on}
        onChange={set('until_on')}
      />
    </div>
  );
};

const DisputedPart = ({ form, hold, invoice }: FieldProps) => {
  const { t } = useTranslation('holds');
  const { money } = useFormat();
  const currency = invoice?.currency ?? hold?.currency;
  if (form.values.scope !== 'invoice' || !currency) return null;
  return (
    <TextInput
      label={t('fields.disputed', { currency })}
      description={
        invoice
          ? t('fields.disputedText', { open: money(invoice.open, currency) })
          : t('fields.disputedPart')
      }
      inputMode="decimal"
      maw={280}
      {...form.getInputProps('disputed_amount')}
    />
  );
};

const Afterwards = ({ form }: { form: UseFormReturnType<HoldValues> }) => {
  const { t } = useTranslation('holds');
  const choices = ['resume', 'review'] as const;
  return (
    <Radio.Group label={t('fields.afterwards')} {...form.getInputProps('afterwards')}>
      <Stack gap="xs" mt={6}>
        {choices.map((value) => (
          <Radio
            key={value}
            value={value}
            label={t(`afterwards.${value}`)}
            description={t(`afterwardsText.${value}`)}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
};
