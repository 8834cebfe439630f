import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { useFieldErrors } from '@/lib/field-errors';
import { addAmounts, isZero, typedAmount, useFormat } from '@/lib/format';
import { Day } from '@/ui/day';
import { Money } from '@/ui/money';
import { ProblemAlert } from '@/ui/problem-alert';
import { EmptyState, ErrorState, SkeletonRows } from '@/ui/states';
import { toast } from '@/ui/toast';
import rowClasses from './allocation-rows.module.css';
import classes from './payments-table.module.css';

type Invoice = Schemas['Invoice'];
type Props = { note: Invoice; onClose: () => void };

const isAmount = (typed: string) => /^\d{1,12}(\.\d{1,2})?$/.test(typedAmount(typed));

/** Sets what is open of a credit note against open invoices of its customer. */
export const MatchCreditNote = ({ note, onClose }: Props) => {
  const { t } = useTranslation('payments');
  const common = useTranslation().t;
  const company_id = useCompanyId();
  const query = { customer_id: note.customer_id, currency: note.currency, is_open: true };
  const { data, error, refetch } = $api.useQuery('get', '/v1/companies/{company_id}/invoices', {
    params: { path: { company_id }, query: { ...query, kind: 'invoice', limit: 100 } },
  });
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={t('match.title', { number: note.number })}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      {error ? (
        <ErrorState error={error} onRetry={refetch} />
      ) : !data ? (
        <SkeletonRows rows={3} />
      ) : data.items.length === 0 ? (
        <EmptyState title={t('match.none')}>{t('match.noneText')}</EmptyState>
      ) : (
        <MatchForm note={note} invoices={data.items} onClose={onClose} />
      )}
    </Modal>
  );
};

const MatchForm = ({ note, invoices, onClose }: Props & { invoices: Invoice[] }) => {
  const { t } = useTranslation('payments');
  const common = useTranslation().t;
  const company_id = useCompanyId();
  const fieldErrors = useFieldErrors();
  const { amount: shown } = useFormat();
  const credit = note.open.replace('-', '');
  const oldest = [...invoices].sort((a, b) => a.due_on.localeCompare(b.due_on));
  const [typed, setTyped] = useState(() => proposals(oldest, credit, shown));
  const match = $api.useMutation(
    'post',
    '/v1/companies/{company_id}/invoices/{invoice_id}/matches',
  );
  const chosen = oldest.filter(({ id }) => typed[id] && !isZero(typedAmount(typed[id] ?? '')));
  const matches = chosen.map(({ id }) => ({
    invoice_id: id,
    amount: typedAmount(typed[id] ?? ''),
  }));
  const isRight = matches.length > 0 && matches.every(({ amount }) => isAmount(amount));
  const used = isRight ? addAmounts(...matches.map(({ amount }) => amount)) : '0';
  const errors = match.error ? fieldErrors(match.error) : {};
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (!isRight) return;
    match.mutate(
      { params: { path: { company_id, invoice_id: note.id } }, body: { matches } },
      {
        onSuccess: () => {
          toast(t('match.done'));
          onClose();
        },
      },
    );
  };
  return (
    <form onSubmit={save} noValidate>
      <Stack>
        <ul className={rowClasses.rows}>
          {oldest.map((invoice) => (
            <li key={invoice.id} className={rowClasses.row}>
              <div className={rowClasses.invoice}>
                <strong className="tabular">{invoice.number}</strong>
                <span>
                  <Day on={invoice.due_on} />
                </span>
              </div>
              <Money amount={invoice.open} currency={invoice.currency} />
              <TextInput
                aria-label={t('amountFor', { number: invoice.number })}
                className={rowClasses.amount}
                inputMode="decimal"
                placeholder="0"
                value={typed[invoice.id] ?? ''}
                error={
                  errors[`matches.${chosen.indexOf(invoice)}.amount`] ??
                  (typed[invoice.id] && !isAmount(typed[invoice.id] ?? '')
                    ? t('amountWrong')
                    : undefined)
                }
                onChange={({ currentTarget: { value } }) => {
                  match.reset();
                  setTyped({ ...typed, [invoice.id]: value });
                }}
              />
            </li>
          ))}
        </ul>
        <Group justify="space-between" aria-live="polite">
          <span className={classes.soft}>{t('match.left')}</span>
          <strong>
            <Money
              amount={addAmounts(credit, used === '0' ? '0' : `-${used}`)}
              currency={note.currency}
            />
          </strong>
        </Group>
        <ProblemAlert error={match.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common('cancel')}
          </Button>
          <Button type="submit" loading={match.isPending} disabled={!isRight}>
            {t('match.do')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
};

/** The credit on the invoices in order, until it is used up. */
const proposals = (invoices: Invoice[], credit: string, shown: (amount: string) => string) => {
  const found: Record<string, string> = {};
  let left = credit;
  for (const { id, open } of invoices) {
    if (isZero(left)) break;
    const taken = Number(left) <= Number(open) ? left : open;
    found[id] = shown(taken);
    left = addAmounts(left, `-${taken}`);
  }
  return found;
};
