import { Button } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { useCompanyId, useMay } from '@/api/session';
import { Allowed } from '@/ui/allowed';
import type { Column } from '@/ui/data-table';
import { Day } from '@/ui/day';
import { Money } from '@/ui/money';
import { ProblemAlert } from '@/ui/problem-alert';
import { EmptyState, ErrorState, SkeletonRows } from '@/ui/states';
import { TextLink } from '@/ui/text-link';
import { ActionBar } from './action-bar';
import classes from './mass-run.module.css';
import { PhaseTable } from './phase-table';
import type { Refusal } from './refusals';
import { Sums, sumsOf } from './sums';
import { Unit } from './unit';
import { useKeptSelection, useRows } from './use-rows';
import { CodeWords } from './why-not';

type Transfer = Schemas['MassRunTransfer'];
type Props = { massRunId: string; onDone: (refusals: Refusal[]) => void };

const keyOf = ({ invoice_id }: Transfer) => invoice_id;
const labelOf = ({ invoice_number, customer_name }: Transfer) =>
  `${invoice_number} ${customer_name}`;

/** The second phase: overdue invoices are moved into collection, or none. */
export const PhaseMove = ({ massRunId, onDone }: Props) => {
  const { t } = useTranslation('mass-run');
  const company_id = useCompanyId();
  const may = useMay('dispatches.edit');
  const columns = useColumns();
  const { data, error, isPending, refetch } = useRows(massRunId, 'move');
  const rows = data?.items ?? [];
  const selection = useKeptSelection(massRunId, 'move', rows, keyOf);
  const move = $api.useMutation(
    'post',
    '/v1/companies/{company_id}/mass-runs/{mass_run_id}/transfers',
  );
  const names = new Map(rows.map((row) => [row.invoice_id, labelOf(row)]));
  const next = () =>
    move.mutate(
      {
        params: { path: { company_id, mass_run_id: massRunId } },
        body: { invoice_ids: [...selection.ids] },
      },
      {
        onSuccess: ({ refused }) =>
          onDone(refused.map(({ id, code }) => ({ name: names.get(id) ?? id, code }))),
      },
    );
  if (isPending) return <SkeletonRows />;
  if (!data) return <ErrorState error={error} onRetry={refetch} />;
  const chosen = rows.filter((row) => selection.ids.has(row.invoice_id));
  return (
    <>
      {rows.length === 0 ? (
        <EmptyState icon={IconCircleCheck} title={t('move.empty')}>
          {t('move.emptyText')}
        </EmptyState>
      ) : (
        <PhaseTable
          caption={t('phase.move')}
          rows={rows}
          columns={columns}
          rowKey={keyOf}
          rowLabel={labelOf}
          isLocked={({ can_be_moved }) => !can_be_moved}
          selection={may ? selection : undefined}
        />
      )}
      <ProblemAlert error={move.error} />
      <ActionBar
        told={
          <>
            {t('move.told', { count: chosen.length })}
            {chosen.length > 0 && ', '}
            <Sums sums={sumsOf(chosen, ({ open }) => open)} />
          </>
        }
      >
        <Allowed may={may}>
          <Button variant="default" onClick={() => onDone([])}>
            {t('move.without')}
          </Button>
        </Allowed>
        <Allowed may={may && chosen.length > 0} why={may ? t('move.nothing') : undefined}>
          <Button loading={move.isPending} onClick={next}>
            {t('next')}
          </Button>
        </Allowed>
      </ActionBar>
    </>
  );
};

const useColumns = (): Column<Transfer>[] => {
  const { t } = useTranslation('mass-run');
  const companyId = useCompanyId();
  return [
    {
      key: 'unit',
      header: t('column.unit'),
      card: 'title',
      render: (row) => <Unit row={row} />,
    },
    {
      key: 'invoice',
      header: t('column.invoice'),
      render: ({ invoice_id, invoice_number }) => (
        <TextLink
          className="tabular"
          to="/c/$companyId/invoices/$invoiceId"
          params={{ companyId, invoiceId: invoice_id }}
        >
          {invoice_number}
        </TextLink>
      ),
    },
    {
      key: 'due',
      header: t('column.due'),
      render: ({ due_on, overdue_days }) => (
        <div className={classes.two}>
          <Day on={due_on} />
          <span className={classes.soft}>{t('overdue', { count: overdue_days })}</span>
        </div>
      ),
    },
    {
      key: 'why',
      header: t('column.whyNot'),
      render: ({ reasons, is_proposed }) =>
        is_proposed ? (
          <span className={classes.soft}>{t('proposed')}</span>
        ) : (
          <CodeWords codes={reasons} />
        ),
    },
    {
      key: 'open',
      header: t('column.open'),
      align: 'right',
      card: 'aside',
      render: ({ open, currency }) => <Money amount={open} currency={currency} />,
    },
  ];
};
