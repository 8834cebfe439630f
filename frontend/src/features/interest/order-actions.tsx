import { Button, Group, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { useCompanyId, useMay } from '@/api/session';
import { useFieldErrors } from '@/lib/field-errors';
import { Allowed } from '@/ui/allowed';
import { Confirm } from '@/ui/confirm';
import { ProblemAlert } from '@/ui/problem-alert';
import { toast } from '@/ui/toast';
import classes from './order-actions.module.css';

type Order = Schemas['InterestOrder'];

const at = '/v1/companies/{company_id}/interest-orders/{interest_order_id}';

/** Notes the interest invoice's number, or cancels the order while there is none. */
export const OrderActions = ({ order }: { order: Order }) => {
  if (order.state === 'cancelled') return null;
  return (
    <div className={classes.acts}>
      <MarkInvoiced key={order.invoice_number} order={order} />
      {order.state === 'open' && <CancelOrder order={order} />}
    </div>
  );
};

const useOrderPath = (order: Order) => {
  const company_id = useCompanyId();
  return { params: { path: { company_id, interest_order_id: order.id } } };
};

const MarkInvoiced = ({ order }: { order: Order }) => {
  const { t } = useTranslation('interest');
  const path = useOrderPath(order);
  const may = useMay('invoices.edit');
  const fieldErrors = useFieldErrors();
  const mark = $api.useMutation('post', `${at}/invoiced`);
  const form = useForm({
    initialValues: { invoice_number: order.invoice_number ?? '' },
    validate: { invoice_number: (typed) => (typed.trim() ? null : t('numberNeeded')) },
  });
  const save = form.onSubmit((body) =>
    mark.mutate(
      { ...path, body },
      {
        onSuccess: ({ invoice_number }) => toast(t('marked', { number: invoice_number })),
        onError: (error) => form.setErrors(fieldErrors(error)),
      },
    ),
  );
  return (
    <form onSubmit={save} noValidate className={classes.form}>
      <TextInput
        label={t('numberGiven')}
        description={t('numberText')}
        maxLength={100}
        disabled={!may}
        {...form.getInputProps('invoice_number')}
      />
      <Group>
        <Allowed may={may}>
          <Button type="submit" disabled={!form.isDirty()} loading={mark.isPending}>
            {t(order.state === 'open' ? 'mark' : 'correct')}
          </Button>
        </Allowed>
      </Group>
      <ProblemAlert error={mark.error} shownAt={form.values} />
    </form>
  );
};

const CancelOrder = ({ order }: { order: Order }) => {
  const { t } = useTranslation('interest');
  const path = useOrderPath(order);
  const may = useMay('invoices.edit');
  const [asked, setAsked] = useState(false);
  const cancel = $api.useMutation('post', `${at}/cancel`);
  const confirm = () =>
    cancel.mutate(path, {
      onSuccess: () => {
        toast(t('cancel.done'));
        setAsked(false);
      },
    });
  return (
    <>
      <Allowed may={may}>
        <Button variant="light" color="lingon" onClick={() => setAsked(true)}>
          {t('cancel.ask')}
        </Button>
      </Allowed>
      <Confirm
        opened={asked}
        title={t('cancel.title', { number: order.key })}
        confirm={t('cancel.ask')}
        danger
        isPending={cancel.isPending}
        error={cancel.error}
        onConfirm={confirm}
        onClose={() => setAsked(false)}
      >
        {t('cancel.text')}
      </Confirm>
    </>
  );
};
