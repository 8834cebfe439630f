import { NumberInput, Radio, Select, Stack, Switch, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import type { Versioned } from '@/api/versioned';
import { useCodes } from '@/lib/codes';
import { useFieldErrors } from '@/lib/field-errors';
import { languages } from '@/lib/i18n';
import { languageNames } from '@/lib/language-names';
import { SettingsForm } from './settings-form';
import { useCompanyUpdate } from './use-company-update';

type Company = Versioned<Schemas['Company']>;

const policies = ['quarantine', 'start_at_first_step', 'ignore'] as const;

/** Names, nights and backlog: how the company is run. */
export const CompanySettings = ({ company }: { company: Company }) => {
  const { t } = useTranslation('settings');
  const { word } = useCodes();
  const { save, error, isPending } = useCompanyUpdate(company);
  const fieldErrors = useFieldErrors();
  const form = useForm({
    initialValues: {
      name: company.name,
      business_id: company.business_id ?? '',
      language: company.language,
      time_zone: company.time_zone,
      run_at: company.run_at,
      undo_window_minutes: company.undo_window_minutes as number | string,
      backlog_policy: company.backlog_policy,
      resumes_corrected: company.resumes_corrected,
      rests_on_quiet_days: company.rests_on_quiet_days,
      postal_days: company.postal_days as number | string,
      collection_agency: company.collection_agency,
    },
    validate: {
      run_at: (at) => (/^([01]\d|2[0-3]):[0-5]\d$/.test(at) ? null : t('runAtWrong')),
    },
  });
  const submit = form.onSubmit((values) =>
    save(
      {
        ...values,
        undo_window_minutes: Number(values.undo_window_minutes),
        postal_days: Number(values.postal_days),
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
      <TextInput label={t('name')} maxLength={250} {...form.getInputProps('name')} />
      <TextInput label={t('businessId')} maxLength={100} {...form.getInputProps('business_id')} />
      <Select
        label={t('language')}
        description={t('languageText')}
        allowDeselect={false}
        data={languages.map((value) => ({ value, label: languageNames[value] }))}
        {...form.getInputProps('language')}
      />
      <TextInput label={t('timeZone')} maxLength={60} {...form.getInputProps('time_zone')} />
      <TextInput
        inputMode="numeric"
        placeholder="03:30"
        maxLength={5}
        label={t('runAt')}
        description={t('runAtText')}
        {...form.getInputProps('run_at')}
      />
      <NumberInput
        label={t('undoWindow')}
        description={t('undoWindowText')}
        min={0}
        max={1440}
        suffix={` ${t('minutes')}`}
        {...form.getInputProps('undo_window_minutes')}
      />
      <NumberInput
        label={t('postalDays')}
        description={t('postalDaysText')}
        min={0}
        max={60}
        suffix={` ${t('postalDaysUnit')}`}
        {...form.getInputProps('postal_days')}
      />
      <TextInput
        label={t('agency')}
        description={t('agencyText')}
        maxLength={100}
        {...form.getInputProps('collection_agency')}
      />
      <Radio.Group label={t('backlog')} {...form.getInputProps('backlog_policy')}>
        <Stack gap="xs" mt={6}>
          {policies.map((value) => (
            <Radio
              key={value}
              value={value}
              label={word('backlog', value)}
              description={word('backlogText', value)}
            />
          ))}
        </Stack>
      </Radio.Group>
      <Switch
        label={t('resumes')}
        description={t('resumesText')}
        {...form.getInputProps('resumes_corrected', { type: 'checkbox' })}
      />
      <Switch
        label={t('quietDays')}
        description={t('quietDaysText')}
        {...form.getInputProps('rests_on_quiet_days', { type: 'checkbox' })}
      />
    </SettingsForm>
  );
};
