import { Stack, Switch, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './dispatch.module.css';
import type { DispatchForm } from './dispatch-values';

/** Invoices that need more than a channel: consumers' e-invoices, direct payments, financing. */
export const DispatchSpecials = ({ form }: { form: DispatchForm }) => {
  const { t } = useTranslation('dispatch');
  const { channels, sends_direct_payment_notices, sends_factoring_notices } = form.values;
  const hasBoth = channels.includes('einvoice') && channels.includes('print');
  return (
    <div>
      <Text fw={600} mb="xs">
        {t('special')}
      </Text>
      <Stack>
        <Switch
          label={t('consumerEinvoice')}
          description={t('consumerEinvoiceText')}
          {...form.getInputProps('has_consumer_einvoice', { type: 'checkbox' })}
        />
        <div>
          <Switch
            label={t('directPayments')}
            description={t('directPaymentsText')}
            {...form.getInputProps('sends_direct_payment_notices', { type: 'checkbox' })}
          />
          {sends_direct_payment_notices && !hasBoth && (
            <p className={classes.warning} role="status">
              {t('directPaymentsNeed')}
            </p>
          )}
        </div>
        <div>
          <Switch
            label={t('factoringNotices')}
            description={t('factoringNoticesText')}
            {...form.getInputProps('sends_factoring_notices', { type: 'checkbox' })}
          />
          {sends_factoring_notices && (
            <div className={classes.nested}>
              <TextInput
                label={t('factoringCompany')}
                maxLength={100}
                {...form.getInputProps('factoring_company')}
              />
              <TextInput
                label={t('factoringIban')}
                maxLength={42}
                classNames={{ input: 'tabular' }}
                {...form.getInputProps('factoring_iban')}
              />
              <TextInput
                label={t('factoringBic')}
                maxLength={11}
                classNames={{ input: 'tabular' }}
                {...form.getInputProps('factoring_bic')}
              />
            </div>
          )}
        </div>
      </Stack>
    </div>
  );
};
