import { Button, Group, Modal, Stack } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { useFieldErrors } from '@/lib/field-errors';
import { isZero, useFormat } from '@/lib/format';
import { Money } from '@/ui/money';
import { ProblemAlert } from '@/ui/problem-alert';
import { toast } from '@/ui/toast';
import { AllocationRows } from './allocation-rows';
import { type AllocationRow, isWrong, leftOf, proposed, written } from './allocation-values';
import { InvoiceFinder } from './invoice-finder';
import classes from './payments-table.module.css';

/** What of a payment allocating it needs. */
export type Waiting = Pick<
  Schemas['Payment'],
  'id' | 'unallocated' | 'currency' | 'payer' | 'reference'
>;

type Props = { payment: Waiting; onClose: () => void };

/** Puts money that waits unallocated on invoices, by keyboard: type, Enter, Enter. */
export const AllocatePayment = ({ payment, onClose }: Props) => {
  const { t } = useTranslation('payments');
  const common = useTranslation().t;
  const company_id = useCompanyId();
  const fieldErrors = useFieldErrors();
  const { amount } = useFormat();
  const [rows, setRows] = useState<AllocationRow[]>([]);
  const allocate = $api.useMutation(
    'post',
    '/v1/companies/{company_id}/payments/{payment_id}/allocations',
  );
  const left = leftOf(payment.unallocated, rows);
  const errors = allocate.error ? fieldErrors(allocate.error) : {};
  const change = (next: AllocationRow[]) => {
    allocate.reset();
    setRows(next);
  };
  const add = (invoice: Schemas['Invoice']) => {
    const isTaken = rows.some((row) => row.invoice_id === invoice.id);
    change([
      ...rows,
      {
        invoice_id: invoice.id,
        number: invoice.number,
        customer: invoice.customer_name,
        part: isTaken ? 'collection' : 'principal',
        amount: amount(isTaken ? left : proposed(left, invoice.open)),
      },
    ]);
  };
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (rows.length === 0 || rows.some(isWrong)) return;
    allocate.mutate(
      { params: { path: { company_id, payment_id: payment.id } }, body: written(rows) },
      {
        onSuccess: () => {
          toast(t('allocated'));
          onClose();
        },
      },
    );
  };
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={t('allocateTitle', { payer: payment.payer ?? payment.reference ?? t('unnamed') })}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <form onSubmit={save} noValidate>
        <Stack>
          <InvoiceFinder
            currency={payment.currency}
            isReversal={payment.unallocated.startsWith('-')}
            onFound={add}
          />
          {rows.length > 0 && <AllocationRows rows={rows} errors={errors} onChange={change} />}
          <Group justify="space-between" aria-live="polite">
            <span className={classes.soft}>{t('stillWaits')}</span>
            <strong>
              <Money amount={left} currency={payment.currency} />
            </strong>
          </Group>
          <ProblemAlert error={allocate.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {common('cancel')}
            </Button>
            <Button
              type="submit"
              loading={allocate.isPending}
              disabled={rows.length === 0 || rows.some(isWrong)}
            >
              {t(isZero(left) ? 'allocateAll' : 'allocate')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
};
