import { ActionIcon, Button, NumberInput, Switch, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import type { Versioned } from '@/api/versioned';
import { writtenAccount } from '@/lib/account';
import { useFieldErrors } from '@/lib/field-errors';
import { DayField } from '@/ui/day-field';
import classes from './bank-settings.module.css';
import { SettingsForm } from './settings-form';
import { useCompanyUpdate } from './use-company-update';

type Company = Versioned<Schemas['Company']>;

let made = 0;
const keyed = (account: Schemas['BankAccount']) => {
  made += 1;
  const bankgiro = account.bankgiro ? writtenAccount(account.bankgiro) : '';
  return { ...account, bic: account.bic ?? '', bankgiro, key: `account-${made}` };
};

const written = ({ currency, iban, bic, bankgiro }: Schemas['BankAccount']) => {
  const giro = bankgiro?.replace(/[\s\u00a0]/g, '');
  const bank = bic?.trim();
  return { currency, iban, ...(bank ? { bic: bank } : {}), ...(giro ? { bankgiro: giro } : {}) };
};

/** Where debtors pay, one account a currency, and how fresh the bank's word must be. */
export const BankSettings = ({ company }: { company: Company }) => {
  const { t } = useTranslation('settings');
  const { save, error, isPending } = useCompanyUpdate(company);
  const fieldErrors = useFieldErrors();
  const form = useForm({
    initialValues: {
      bank_accounts: company.bank_accounts.map(keyed),
      asks_freshness: company.bank_data_max_age_days != null,
      bank_data_max_age_days: (company.bank_data_max_age_days ?? 3) as number | string,
      bank_data_until: company.bank_data_until ?? '',
    },
  });
  const { values } = form;
  const submit = form.onSubmit((now) =>
    save(
      {
        bank_accounts: now.bank_accounts.map(written),
        bank_data_max_age_days: now.asks_freshness ? Number(now.bank_data_max_age_days) : null,
        ...(now.bank_data_until ? { bank_data_until: now.bank_data_until } : {}),
      },
      (problem) => form.setErrors(fieldErrors(problem)),
    ),
  );
  const add = () => form.insertListItem('bank_accounts', keyed({ currency: 'EUR', iban: '' }));
  return (
    <SettingsForm
      permission="company.edit"
      isDirty={form.isDirty()}
      isPending={isPending}
      error={error}
      values={form.values}
      onSubmit={submit}
    >
      <div>
        <Text fw={600}>{t('accounts')}</Text>
        <Text size="sm" c="dimmed" mb="xs">
          {t('accountsText')}
        </Text>
        {values.bank_accounts.map(({ key, currency, bankgiro }, index) => (
          <div key={key} className={classes.account}>
            <TextInput
              maxLength={3}
              aria-label={t('currency')}
              {...form.getInputProps(`bank_accounts.${index}.currency`)}
            />
            <TextInput
              maxLength={42}
              className={classes.iban}
              aria-label={t('iban')}
              placeholder="FI21 1234 5600 0007 85"
              classNames={{ input: 'tabular' }}
              {...form.getInputProps(`bank_accounts.${index}.iban`)}
            />
            <TextInput
              maxLength={11}
              className={classes.bank}
              aria-label={t('bic')}
              placeholder={t('bic')}
              classNames={{ input: 'tabular' }}
              {...form.getInputProps(`bank_accounts.${index}.bic`)}
            />
            {(company.country === 'SE' || currency === 'SEK' || bankgiro) && (
              <TextInput
                maxLength={12}
                className={classes.giro}
                aria-label={t('bankgiro')}
                placeholder={t('bankgiro')}
                classNames={{ input: 'tabular' }}
                {...form.getInputProps(`bank_accounts.${index}.bankgiro`)}
              />
            )}
            <ActionIcon
              size={36}
              variant="default"
              className={classes.remove}
              aria-label={t('removeAccount')}
              onClick={() => form.removeListItem('bank_accounts', index)}
            >
              <IconTrash size={17} aria-hidden />
            </ActionIcon>
          </div>
        ))}
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={add}
        >
          {t('addAccount')}
        </Button>
      </div>
      <Switch
        label={t('asksFreshness')}
        description={t('asksFreshnessText')}
        {...form.getInputProps('asks_freshness', { type: 'checkbox' })}
      />
      {values.asks_freshness && (
        <NumberInput
          label={t('maxAge')}
          min={0}
          max={60}
          suffix={` ${t('days')}`}
          {...form.getInputProps('bank_data_max_age_days')}
        />
      )}
      <DayField
        label={t('bankUntil')}
        description={t('bankUntilText')}
        value={values.bank_data_until || undefined}
        error={form.errors.bank_data_until}
        onChange={(on) => form.setFieldValue('bank_data_until', on ?? '')}
      />
    </SettingsForm>
  );
};
