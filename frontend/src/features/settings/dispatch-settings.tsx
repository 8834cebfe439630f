import { Checkbox, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { editHeaders, mergePatch, type Versioned } from '@/api/versioned';
import { useFieldErrors } from '@/lib/field-errors';
import { toast } from '@/ui/toast';
import { DispatchChain } from './dispatch-chain';
import { DispatchSpecials } from './dispatch-specials';
import { dispatchChanges, dispatchValues, isPhone } from './dispatch-values';
import { SettingsForm } from './settings-form';

type Props = {
  settings: Versioned<Schemas['FirstDispatchSettings']>;
  onDirty: (isDirty: boolean) => void;
};

const sources = ['contract', 'manual', 'reinvoiced', 'api'] as const;
const timings = ['at_once', 'by_invoice_date'] as const;

/** Which invoices are sent out, by which ways, when, and who hears of failures. */
export const DispatchSettings = ({ settings, onDirty }: Props) => {
  const { t } = useTranslation('dispatch');
  const tInvoices = useTranslation('invoices').t;
  const common = useTranslation().t;
  const company_id = useCompanyId();
  const fieldErrors = useFieldErrors();
  const update = $api.useMutation('patch', '/v1/companies/{company_id}/first-dispatch', {
    onSuccess: () => toast(common('saved')),
  });
  const form = useForm({
    initialValues: dispatchValues(settings),
    validate: { alert_phone: (typed) => (isPhone(typed) ? null : t('alertPhoneWrong')) },
  });
  const isDirty = form.isDirty();
  useEffect(() => onDirty(isDirty), [isDirty, onDirty]);
  const submit = form.onSubmit((values) =>
    update.mutate(
      {
        params: { path: { company_id }, ...editHeaders(settings.etag) },
        body: dispatchChanges(settings, values),
        headers: mergePatch,
      },
      { onError: (problem) => form.setErrors(fieldErrors(problem)) },
    ),
  );
  return (
    <SettingsForm
      permission="company.edit"
      isDirty={isDirty}
      isPending={update.isPending}
      error={update.error}
      values={form.values}
      onSubmit={submit}
    >
      <Checkbox.Group label={t('sources')} {...form.getInputProps('sources')}>
        <Stack gap="xs" mt="xs">
          {sources.map((value) => (
            <Checkbox
              key={value}
              value={value}
              label={tInvoices(`sources.${value}`)}
              description={t(`sourceTexts.${value}`)}
            />
          ))}
        </Stack>
      </Checkbox.Group>
      <DispatchChain
        value={form.values.channels}
        onChange={(value) => form.setFieldValue('channels', value)}
        chain={settings.chain}
      />
      <Radio.Group label={t('timing')} {...form.getInputProps('timing')}>
        <Stack gap="xs" mt="xs">
          {timings.map((value) => (
            <Radio
              key={value}
              value={value}
              label={t(`timings.${value}`)}
              description={t(`timingTexts.${value}`)}
            />
          ))}
        </Stack>
      </Radio.Group>
      <DispatchSpecials form={form} />
      <div>
        <Text fw={600}>{t('alerts')}</Text>
        <Text size="sm" c="dimmed" mb="xs">
          {t('alertsText')}
        </Text>
        <Stack gap="sm">
          <TextInput
            type="email"
            label={t('alertEmail')}
            maxLength={254}
            {...form.getInputProps('alert_email')}
          />
          <TextInput
            type="tel"
            label={t('alertPhone')}
            placeholder="+358 40 123 4567"
            maxLength={20}
            {...form.getInputProps('alert_phone')}
          />
        </Stack>
      </div>
    </SettingsForm>
  );
};
