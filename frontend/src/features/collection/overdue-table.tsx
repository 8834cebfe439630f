import { IconHandStop, IconLibrary, IconMoodCheck } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { companyQuery } from '@/api/versioned';
import { daysBetween, isZero, useFormat } from '@/lib/format';
import type { Paging } from '@/lib/search';
import type { Selection } from '@/lib/selection';
import type { Column } from '@/ui/data-table';
import { Day } from '@/ui/day';
import { ListView } from '@/ui/list-view';
import { Money } from '@/ui/money';
import { EmptyState } from '@/ui/states';
import { Status } from '@/ui/status';
import classes from './collection.module.css';
import type { CollectionSearch } from './collection-search';

export type Overdue = Schemas['CollectionInvoice'];
type Props = {
  search: CollectionSearch;
  selection?: Selection;
  onPick: (invoice: Overdue) => void;
  onPage: (paging: Paging) => void;
};

const limit = 50;

/** The left column: all that is overdue, and where it stands. */
export const OverdueTable = ({ search, selection, onPick, onPage }: Props) => {
  const { t } = useTranslation('collection');
  const company_id = useCompanyId();
  const query = $api.useQuery(
    'get',
    '/v1/companies/{company_id}/collection-invoices',
    {
      params: {
        path: { company_id },
        query: {
          search: search.search,
          customer_id: search.customer_id,
          is_in_collection: search.show === 'all' ? undefined : false,
          cursor: search.cursor,
          limit,
          with_count: true,
        },
      },
    },
    { placeholderData: keepPreviousData },
  );
  return (
    <ListView
      caption={t('overdue.title')}
      query={query}
      columns={useColumns(onPick)}
      rowKey={({ id }) => id}
      rowLabel={({ number, customer_name }) => `${number} ${customer_name}`}
      selection={selection}
      limit={limit}
      paging={search}
      onPage={onPage}
      empty={
        <EmptyState icon={IconMoodCheck} title={t('overdue.none')}>
          {t('overdue.noneText')}
        </EmptyState>
      }
    />
  );
};

const useColumns = (onPick: (invoice: Overdue) => void): Column<Overdue>[] => {
  const { t } = useTranslation('collection');
  const { money } = useFormat();
  const today = useQuery(companyQuery(useCompanyId())).data?.today;
  return [
    {
      key: 'invoice',
      header: t('overdue.invoice'),
      card: 'title',
      render: (row) => (
        <div className={classes.two}>
          <button type="button" className={classes.pick} onClick={() => onPick(row)}>
            <span className="tabular">{row.number}</span>
          </button>
          <span>{row.customer_name}</span>
          <Standing row={row} />
        </div>
      ),
    },
    {
      key: 'due',
      header: t('overdue.due'),
      align: 'right',
      render: ({ due_on }) => (
        <div className={`${classes.two} ${classes.end}`}>
          <Day on={due_on} />
          {today && (
            <span className={classes.soft}>
              {t('overdue.late', { count: daysBetween(due_on, today) })}
            </span>
          )}
        </div>
      ),
    },
    {
      key: 'open',
      header: t('overdue.open'),
      align: 'right',
      card: 'aside',
      render: ({ open, costs_open, currency }) => (
        <div className={`${classes.two} ${classes.end}`}>
          <Money amount={open} currency={currency} />
          {!isZero(costs_open) && (
            <span className={classes.soft}>
              {t('overdue.costs', { amount: money(costs_open, currency) })}
            </span>
          )}
        </div>
      ),
    },
  ];
};

const Standing = ({ row: { is_in_collection, refusal } }: { row: Overdue }) => {
  const { t } = useTranslation('collection');
  if (is_in_collection)
    return (
      <Status tone="calm" icon={IconLibrary}>
        {t('overdue.inside')}
      </Status>
    );
  if (!refusal) return null;
  return (
    <Status tone="wait" icon={IconHandStop}>
      {t(`refusal.${refusal}`)}
    </Status>
  );
};
