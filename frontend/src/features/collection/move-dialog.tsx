import { Button, Checkbox, Group, Modal, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { useCompanyId, useMay } from '@/api/session';
import { useFormat } from '@/lib/format';
import { Allowed } from '@/ui/allowed';
import { Money } from '@/ui/money';
import { ErrorState, SkeletonRows } from '@/ui/states';
import classes from './collection.module.css';
import { RefusedTransfers } from './refused-transfers';
import { useTransfer } from './use-transfer';

type Invoice = Schemas['CollectionInvoice'];

/** Moves a customer's invoices into the case and out of it. */
export const MoveInvoices = ({ customerId }: { customerId: string }) => {
  const { t } = useTranslation('collection');
  const may = useMay('runs.edit');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Allowed may={may}>
        <Button variant="default" onClick={() => setOpen(true)}>
          {t('move.dialog')}
        </Button>
      </Allowed>
      {isOpen && <MoveDialog customerId={customerId} onClose={() => setOpen(false)} />}
    </>
  );
};

const MoveDialog = ({ customerId, onClose }: { customerId: string; onClose: () => void }) => {
  const { t } = useTranslation('collection');
  const common = useTranslation().t;
  const company_id = useCompanyId();
  const [changed, setChanged] = useState<ReadonlySet<string>>(new Set());
  const transfer = useTransfer(onClose);
  const { data, error, refetch } = $api.useQuery(
    'get',
    '/v1/companies/{company_id}/collection-invoices',
    { params: { path: { company_id }, query: { customer_id: customerId, limit: 200 } } },
  );
  const toggle = (id: string) =>
    setChanged((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  const save = async () => {
    const chosen = (data?.items ?? []).filter(({ id }) => changed.has(id));
    const ids = (inside: boolean) =>
      chosen.filter(({ is_in_collection }) => is_in_collection === inside).map(({ id }) => id);
    await transfer.move('out', ids(true));
    await transfer.move('in', ids(false));
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('move.dialog')}
      size="lg"
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <Stack>
        <p style={{ margin: 0 }}>{t('move.dialogText')}</p>
        {!data && (error ? <ErrorState error={error} onRetry={refetch} /> : <SkeletonRows />)}
        <ul className={classes.choices}>
          {data?.items.map((invoice) => (
            <Choice
              key={invoice.id}
              invoice={invoice}
              isIn={invoice.is_in_collection !== changed.has(invoice.id)}
              onToggle={() => toggle(invoice.id)}
            />
          ))}
        </ul>
        <RefusedTransfers transfer={transfer} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common('cancel')}
          </Button>
          <Button onClick={save} loading={transfer.isPending} disabled={changed.size === 0}>
            {t('move.save')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
};

type ChoiceProps = { invoice: Invoice; isIn: boolean; onToggle: () => void };

const Choice = ({ invoice, isIn, onToggle }: ChoiceProps) => {
  const { t } = useTranslation('collection');
  const { day } = useFormat();
  const { number, due_on, refusal, open, currency } = invoice;
  const why = refusal && t(`refusal.${refusal}`);
  return (
    <li>
      <Checkbox
        label={<span className="tabular">{number}</span>}
        description={why ?? t('debts.due', { on: day(due_on) })}
        checked={isIn}
        disabled={refusal !== undefined}
        onChange={onToggle}
      />
      <Money amount={open} currency={currency} />
    </li>
  );
};
