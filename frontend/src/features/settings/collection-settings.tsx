import { NumberInput, Switch, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import type { Versioned } from '@/api/versioned';
import { useFieldErrors } from '@/lib/field-errors';
import { typedAmount, useFormat } from '@/lib/format';
import { CollectionElsewhere } from './collection-elsewhere';
import { SettingsForm } from './settings-form';
import { useCompanyUpdate } from './use-company-update';

type Company = Versioned<Schemas['Company']>;

/** Which invoices are proposed for collection, and where the rest of collecting is set. */
export const CollectionSettings = ({ company }: { company: Company }) => {
  const { t } = useTranslation('settings');
  const { amount } = useFormat();
  const { save, error, isPending } = useCompanyUpdate(company);
  const fieldErrors = useFieldErrors();
  const form = useForm({
    initialValues: {
      transfer_waiting_days: company.transfer_waiting_days as number | string,
      transfer_minimum_open: amount(company.transfer_minimum_open),
      transfer_needs_bank_data: company.transfer_needs_bank_data,
    },
    validate: {
      transfer_minimum_open: (typed) =>
        /^\d{1,12}(\.\d{1,2})?$/.test(typedAmount(typed)) ? null : t('transfer.amountWrong'),
    },
  });
  const submit = form.onSubmit((values) =>
    save(
      {
        ...values,
        transfer_waiting_days: Number(values.transfer_waiting_days),
        transfer_minimum_open: typedAmount(values.transfer_minimum_open),
      },
      (problem) => form.setErrors(fieldErrors(problem)),
    ),
  );
  return (
    <>
      <SettingsForm
        permission="company.edit"
        isDirty={form.isDirty()}
        isPending={isPending}
        error={error}
        values={form.values}
        onSubmit={submit}
      >
        <div>
          <Text fw={600}>{t('transfer.title')}</Text>
          <Text size="sm" c="dimmed">
            {t('transfer.text')}
          </Text>
        </div>
        <NumberInput
          label={t('transfer.waitingDays')}
          description={t('transfer.waitingDaysText')}
          min={0}
          max={365}
          allowDecimal={false}
          suffix={` ${t('freeDaysUnit')}`}
          {...form.getInputProps('transfer_waiting_days')}
        />
        <TextInput
          required
          inputMode="decimal"
          maxLength={16}
          label={t('transfer.minimumOpen')}
          description={t('transfer.minimumOpenText')}
          {...form.getInputProps('transfer_minimum_open')}
        />
        <Switch
          label={t('transfer.bankData')}
          description={t('transfer.bankDataText')}
          {...form.getInputProps('transfer_needs_bank_data', { type: 'checkbox' })}
        />
      </SettingsForm>
      <CollectionElsewhere company={company} />
    </>
  );
};
