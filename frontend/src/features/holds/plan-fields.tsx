import { ActionIcon, Button, NumberInput, Select, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { $api } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { addAmounts, isZero, useFormat } from '@/lib/format';
import { DayField } from '@/ui/day-field';
import type { FieldProps } from './hold-fields';
import { evenParts, monthsLater, sumOf } from './hold-values';
import classes from './holds.module.css';

/* Costs count as well: a plan is about all that is owed, which the server knows. */
const useOwed = ({ invoice, form, customerId, hold }: FieldProps) => {
  const company_id = useCompanyId();
  const about =
    form.values.scope === 'invoice' && invoice
      ? { invoice_id: invoice.id }
      : { customer_id: customerId };
  const { data } = $api.useQuery(
    'get',
    '/v1/companies/{company_id}/payment-plan-basis',
    { params: { path: { company_id }, query: about } },
    { enabled: !hold },
  );
  if (hold?.plan)
    return { owed: addAmounts(hold.plan.paid, hold.plan.open), currency: hold.plan.currency };
  const items = data?.items ?? [];
  const only = items.length === 1 ? items[0] : undefined;
  const one = items.find(({ currency }) => currency === form.values.currency) ?? only;
  const currencies = items.map(({ currency }) => currency);
  return { owed: one?.owed ?? '0.00', currency: one?.currency, currencies };
};

/** A payment plan: how many parts, each with its day and amount, and how late one may be. */
export const PlanFields = (props: FieldProps) => {
  const { form, hold, today } = props;
  const { t } = useTranslation('holds');
  const { money } = useFormat();
  const { owed, currency, currencies = [] } = useOwed(props);
  const rows = form.values.instalments;
  const total = sumOf(rows);
  const left = addAmounts(owed, `-${total}`);
  return (
    <Stack>
      {!hold && form.values.scope === 'customer' && currencies.length > 1 && (
        <Select
          label={t('plan.currency')}
          allowDeselect={false}
          maw={200}
          placeholder={t('plan.chooseCurrency')}
          value={currency ?? null}
          data={currencies}
          onChange={(next) => form.setFieldValue('currency', next ?? '')}
        />
      )}
      {!hold && <Even {...props} owed={owed} />}
      <fieldset className={classes.plan}>
        <legend className={classes.label}>
          {t('plan.instalments', { owed: money(owed, currency ?? 'EUR') })}
        </legend>
        <Rows {...props} />
        <div className={classes.planFoot}>
          <Button
            size="compact-sm"
            variant="light"
            leftSection={<IconPlus size={15} aria-hidden />}
            onClick={() => form.insertListItem('instalments', next(rows, today, left))}
          >
            {t('plan.add')}
          </Button>
          {rows.length > 0 && (
            <Text size="sm" aria-live="polite" c={isZero(left) ? 'var(--k-good)' : 'var(--k-bad)'}>
              {isZero(left)
                ? t('plan.fits')
                : t(left.startsWith('-') ? 'plan.tooMuch' : 'plan.tooLittle', {
                    amount: money(left.replace('-', ''), currency ?? 'EUR'),
                  })}
            </Text>
          )}
        </div>
        {form.errors.instalments && (
          <Text size="sm" c="var(--k-bad)" role="alert">
            {form.errors.instalments}
          </Text>
        )}
      </fieldset>
      <NumberInput
        label={t('plan.grace')}
        description={t('plan.graceText')}
        min={0}
        max={60}
        allowDecimal={false}
        maw={280}
        {...form.getInputProps('grace_days')}
        onChange={(days) => form.setFieldValue('grace_days', Number(days) || 0)}
      />
    </Stack>
  );
};

const next = (rows: { due_on: string }[], today: string | undefined, left: string) => {
  const last = rows.at(-1)?.due_on;
  const due_on = last ? monthsLater(last, 1) : (today ?? '');
  return { due_on, amount: left.startsWith('-') || isZero(left) ? '' : left };
};

/* Most plans are even parts by the month: typed once, changed below where they differ. */
const Even = ({ form, today, owed }: FieldProps & { owed: string }) => {
  const { t } = useTranslation('holds');
  const { amount } = useFormat();
  const [count, setCount] = useState(3);
  const [first, setFirst] = useState(today ? monthsLater(today, 1) : '');
  const fill = () =>
    form.setFieldValue(
      'instalments',
      evenParts(owed, count, first).map((row) => ({ ...row, amount: amount(row.amount) })),
    );
  return (
    <div className={classes.even}>
      <NumberInput
        label={t('plan.count')}
        min={1}
        max={60}
        allowDecimal={false}
        value={count}
        onChange={(value) => setCount(Math.min(60, Math.max(1, Number(value) || 1)))}
      />
      <DayField
        label={t('plan.first')}
        minDate={today}
        value={first}
        onChange={(on) => setFirst(on ?? '')}
      />
      <Button variant="default" disabled={!first || isZero(owed)} onClick={fill}>
        {t('plan.fill')}
      </Button>
    </div>
  );
};

const Rows = ({ form, today, hold }: FieldProps) => {
  const { t } = useTranslation('holds');
  return (
    <ol className={classes.instalmentRows}>
      {form.values.instalments.map((row, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: instalments are their order
        <li key={at}>
          <DayField
            aria-label={t('plan.dayOf', { number: at + 1 })}
            minDate={hold ? undefined : today}
            value={row.due_on}
            error={form.errors[`instalments.${at}.due_on`]}
            onChange={(on) => form.setFieldValue(`instalments.${at}.due_on`, on ?? '')}
          />
          <TextInput
            aria-label={t('plan.amountOf', { number: at + 1 })}
            className={classes.amount}
            inputMode="decimal"
            {...form.getInputProps(`instalments.${at}.amount`)}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('plan.removeOf', { number: at + 1 })}
            onClick={() => form.removeListItem('instalments', at)}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </li>
      ))}
    </ol>
  );
};
