import { ActionIcon, Button, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import type { Versioned } from '@/api/versioned';
import { useCodes } from '@/lib/codes';
import { useFieldErrors } from '@/lib/field-errors';
import { useFormat } from '@/lib/format';
import classes from './account-settings.module.css';
import { type AccountRow, rowsOf, takesVat, writtenAccounts } from './account-values';
import { SettingsForm } from './settings-form';
import { useCompanyUpdate } from './use-company-update';

type Company = Versioned<Schemas['Company']>;

const orders: Schemas['AllocationOrder'][] = ['principal_first', 'interest_first', 'costs_first'];
const moments: Schemas['IncomeRecognition'][] = ['when_paid', 'when_sent'];

/** On which accounts vouchers are booked, when costs are income, and what money pays first. */
export const AccountSettings = ({ company }: { company: Company }) => {
  const { t } = useTranslation('settings');
  const { points } = useFormat();
  const { save, error, isPending } = useCompanyUpdate(company);
  const fieldErrors = useFieldErrors();
  const form = useForm({
    initialValues: {
      accounts: rowsOf(company.accounts, points),
      recognises_income: company.recognises_income,
      allocation_order: company.allocation_order,
    },
  });
  const { values } = form;
  const submit = form.onSubmit((now) =>
    save({ ...now, accounts: writtenAccounts(now.accounts) }, (problem) => {
      const sent = now.accounts.flatMap(({ account }, index) => (account.trim() ? [index] : []));
      const found = Object.entries(fieldErrors(problem)).map(([field, text]) => [
        field.replace(/^accounts\.(\d+)/, (_, n) => `accounts.${sent[Number(n)] ?? n}`),
        text,
      ]);
      form.setErrors(Object.fromEntries(found));
    }),
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
      <div>
        <Text fw={600}>{t('defaultAccounts')}</Text>
        <Text size="sm" c="dimmed" mb="sm">
          {t('defaultAccountsText')}
        </Text>
        <ul className={classes.rows}>
          {values.accounts.map((row, index) => (
            <AccountLine
              key={row.key}
              row={row}
              props={(field) => form.getInputProps(`accounts.${index}.${field}`)}
              onRemove={() => form.removeListItem('accounts', index)}
              onAdd={() =>
                form.insertListItem(
                  'accounts',
                  { ...row, key: `${row.role}-${values.accounts.length}`, account: '', own: true },
                  index + 1,
                )
              }
            />
          ))}
        </ul>
      </div>
      <Radio.Group label={t('recognition')} {...form.getInputProps('recognises_income')}>
        <Stack gap="xs" mt="xs">
          {moments.map((value) => (
            <Radio
              key={value}
              value={value}
              label={t(`recognitions.${value}`)}
              description={t(`recognitionTexts.${value}`)}
            />
          ))}
        </Stack>
      </Radio.Group>
      <Radio.Group
        label={t('allocationOrder')}
        description={t('allocationOrderText')}
        {...form.getInputProps('allocation_order')}
      >
        <Stack gap="xs" mt="xs">
          {orders.map((value) => (
            <Radio
              key={value}
              value={value}
              label={t(`allocationOrders.${value}`)}
              description={t(`allocationOrderTexts.${value}`)}
            />
          ))}
        </Stack>
      </Radio.Group>
    </SettingsForm>
  );
};

type LineProps = {
  row: AccountRow;
  props: (field: string) => object;
  onRemove: () => void;
  onAdd: () => void;
};

const AccountLine = ({ row, props, onRemove, onAdd }: LineProps) => {
  const { t } = useTranslation('settings');
  const { word } = useCodes();
  const name = word('accountRole', row.role);
  return (
    <li className={classes.row}>
      <div className={classes.role}>
        <span>{name}</span>
        <span className={classes.text}>
          {row.own ? t('ofCurrency') : t(`accountRoleTexts.${row.role}`)}
        </span>
      </div>
      <TextInput
        maxLength={20}
        aria-label={`${name}: ${t('accountNumber')}`}
        placeholder={t('accountNumber')}
        classNames={{ input: 'tabular' }}
        {...props('account')}
      />
      {row.own && (
        <TextInput
          maxLength={3}
          aria-label={`${name}: ${t('currency')}`}
          placeholder="SEK"
          {...props('currency')}
        />
      )}
      {takesVat(row.role) && (
        <>
          <TextInput
            maxLength={5}
            inputMode="decimal"
            aria-label={`${name}: ${t('vatPercent')}`}
            placeholder={t('vatPercent')}
            {...props('vat_percent')}
          />
          <TextInput
            maxLength={20}
            aria-label={`${name}: ${t('vatCode')}`}
            placeholder={t('vatCode')}
            {...props('vat_code')}
          />
        </>
      )}
      {row.own ? (
        <ActionIcon
          size={36}
          variant="default"
          aria-label={t('removeAccountOf', { name, currency: row.currency })}
          onClick={onRemove}
        >
          <IconTrash size={17} aria-hidden />
        </ActionIcon>
      ) : (
        (row.role === 'bank' || row.role === 'receivables') && (
          <Button
            size="compact-sm"
            variant="subtle"
            className={classes.more}
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={onAdd}
          >
            {t('addCurrency')}
          </Button>
        )
      )}
    </li>
  );
};
