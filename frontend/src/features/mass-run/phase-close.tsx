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
import { ActionBar } from './action-bar';
import { PhaseTable } from './phase-table';
import type { Refusal } from './refusals';
import { Unit } from './unit';
import { useKeptSelection, useRows } from './use-rows';
import { CodeWords } from './why-not';

type Closing = Schemas['MassRunClosing'];
type Props = { massRunId: string; onDone: (refusals: Refusal[]) => void };

const keyOf = ({ case_id }: Closing) => case_id;

/** The first phase: cases with nothing open are closed, others if somebody wants it. */
export const PhaseClose = ({ massRunId, onDone }: Props) => {
  const { t } = useTranslation('mass-run');
  const company_id = useCompanyId();
  const may = useMay('dispatches.edit');
  const columns = useColumns();
  const { data, error, isPending, refetch } = useRows(massRunId, 'close');
  const rows = data?.items ?? [];
  const selection = useKeptSelection(massRunId, 'close', rows, keyOf);
  const close = $api.useMutation(
    'post',
    '/v1/companies/{company_id}/mass-runs/{mass_run_id}/closings',
  );
  const names = new Map(rows.map((row) => [row.case_id, row.customer_name]));
  const next = () => {
    if (selection.count === 0) return onDone([]);
    close.mutate(
      {
        params: { path: { company_id, mass_run_id: massRunId } },
        body: { case_ids: [...selection.ids] },
      },
      {
        onSuccess: ({ refused }) =>
          onDone(refused.map(({ id, code }) => ({ name: names.get(id) ?? id, code }))),
      },
    );
  };
  if (isPending) return <SkeletonRows />;
  if (!data) return <ErrorState error={error} onRetry={refetch} />;
  return (
    <>
      {rows.length === 0 ? (
        <EmptyState icon={IconCircleCheck} title={t('close.empty')}>
          {t('close.emptyText')}
        </EmptyState>
      ) : (
        <PhaseTable
          caption={t('phase.close')}
          rows={rows}
          columns={columns}
          rowKey={keyOf}
          rowLabel={({ customer_name }) => customer_name}
          isLocked={({ can_be_closed }) => !can_be_closed}
          selection={may ? selection : undefined}
        />
      )}
      <ProblemAlert error={close.error} />
      <ActionBar told={t('close.told', { count: selection.count })}>
        <Allowed may={may}>
          <Button loading={close.isPending} onClick={next}>
            {selection.count > 0 ? t('close.next', { count: selection.count }) : t('next')}
          </Button>
        </Allowed>
      </ActionBar>
    </>
  );
};

const useColumns = (): Column<Closing>[] => {
  const { t } = useTranslation('mass-run');
  return [
    {
      key: 'unit',
      header: t('column.unit'),
      card: 'title',
      render: (row) => <Unit row={row} aside={row.reference} />,
    },
    {
      key: 'why',
      header: t('column.why'),
      render: ({ reasons }) => <CodeWords codes={reasons} />,
    },
    {
      key: 'items',
      header: t('column.openInvoices'),
      align: 'right',
      render: ({ open_count, item_count }) =>
        t('ofMany', { count: item_count, open: open_count, all: item_count }),
    },
    {
      key: 'last',
      header: t('column.lastSent'),
      render: ({ last_sent_on }) => <Day on={last_sent_on} />,
      from: 'md',
    },
    {
      key: 'costs',
      header: t('column.costsOpen'),
      align: 'right',
      render: ({ costs_open, currency }) => (
        <Money amount={costs_open} currency={currency} quietZero />
      ),
    },
    {
      key: 'open',
      header: t('column.open'),
      align: 'right',
      card: 'aside',
      render: ({ open, currency }) => <Money amount={open} currency={currency} quietZero />,
    },
  ];
};
