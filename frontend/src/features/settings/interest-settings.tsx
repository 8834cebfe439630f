import { NumberInput, Switch, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import type { Versioned } from '@/api/versioned';
import { useFieldErrors } from '@/lib/field-errors';
import { typedAmount, useFormat } from '@/lib/format';
import { DayField } from '@/ui/day-field';
import { InterestChoice } from './interest-choice';
import { SettingsForm } from './settings-form';
import { useCompanyUpdate } from './use-company-update';

type Company = Versioned<Schemas['Company']>;

/** Which interest and fees the company's terms allow it to claim. */
export const InterestSettings = ({ company }: { company: Company }) => {
  const { t } = useTranslation('settings');
  const { amount, points } = useFormat();
  const { save, error, isPending } = useCompanyUpdate(company);
  const fieldErrors = useFieldErrors();
  const form = useForm({
    initialValues: {
      interest_basis: company.interest_basis,
      interest_percent: company.interest_percent ? points(company.interest_percent) : '',
      interest_starts_on: company.interest_starts_on ?? '',
      interest_free_days: company.interest_free_days as number | string,
      claims_compensation: company.claims_compensation,
      reminder_fee_is_agreed: company.reminder_fee_is_agreed,
      is_housing_company: company.is_housing_company,
      interest_invoice_limit: amount(company.interest_invoice_limit),
      interest_invoice_comment: company.interest_invoice_comment,
    },
    validate: {
      interest_invoice_limit: (typed) =>
        /^\d{1,12}(\.\d{1,2})?$/.test(typedAmount(typed)) ? null : t('interestLimitWrong'),
      interest_percent: (typed, { interest_basis }) => {
        if (interest_basis !== 'agreed') return null;
        if (!typed.trim()) return t('interestPercentNeeded');
        return /^\d{1,2}(\.\d{1,2})?$/.test(typedAmount(typed)) ? null : t('interestPercentWrong');
      },
    },
  });
  const isAgreed = form.values.interest_basis === 'agreed';
  /* A rate that is not applied is not kept: a field nobody sees would come as a surprise later. */
  const submit = form.onSubmit((values) =>
    save(
      {
        ...values,
        interest_percent: isAgreed ? typedAmount(values.interest_percent) : null,
        interest_starts_on: (isAgreed && values.interest_starts_on) || null,
        interest_free_days: Number(values.interest_free_days),
        interest_invoice_limit: typedAmount(values.interest_invoice_limit),
      },
      (problem) => form.setErrors(fieldErrors(problem)),
    ),
  );
  return (
    <SettingsForm
      permission="company.edit"
      isDirty={form.isDirty()}
      isPending={isPending}
      error={error}
      values={form.values}
      onSubmit={submit}
    >
      <InterestChoice
        value={form.values.interest_basis}
        error={form.errors.interest_basis}
        onChange={(basis) => form.setFieldValue('interest_basis', basis)}
      />
      {isAgreed && (
        <>
          <TextInput
            required
            inputMode="decimal"
            maxLength={6}
            label={t('interestPercent')}
            {...form.getInputProps('interest_percent')}
          />
          <DayField
            clearable
            label={t('interestStarts')}
            description={t('interestStartsText')}
            value={form.values.interest_starts_on || undefined}
            error={form.errors.interest_starts_on}
            onChange={(on) => form.setFieldValue('interest_starts_on', on ?? '')}
          />
        </>
      )}
      <NumberInput
        label={t('freeDays')}
        description={t('freeDaysText')}
        min={0}
        max={60}
        allowDecimal={false}
        suffix={` ${t('freeDaysUnit')}`}
        {...form.getInputProps('interest_free_days')}
      />
      <Switch
        label={t('compensation')}
        description={t('compensationText')}
        {...form.getInputProps('claims_compensation', { type: 'checkbox' })}
      />
      <Switch
        label={t('feeAgreed')}
        description={t('feeAgreedText')}
        {...form.getInputProps('reminder_fee_is_agreed', { type: 'checkbox' })}
      />
      <Switch
        label={t('housing')}
        description={t('housingText')}
        {...form.getInputProps('is_housing_company', { type: 'checkbox' })}
      />
      <TextInput
        required
        inputMode="decimal"
        maxLength={16}
        label={t('interestLimit')}
        description={t('interestLimitText')}
        {...form.getInputProps('interest_invoice_limit')}
      />
      <Textarea
        autosize
        minRows={2}
        maxRows={8}
        maxLength={1000}
        label={t('interestComment')}
        description={t('interestCommentText')}
        {...form.getInputProps('interest_invoice_comment')}
      />
    </SettingsForm>
  );
};
