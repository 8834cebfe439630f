import { IconMoodCheck } from '@tabler/icons-react';
import { keepPreviousData } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { useCodes } from '@/lib/codes';
import { useFormat } from '@/lib/format';
import type { Paging } from '@/lib/search';
import type { Column } from '@/ui/data-table';
import { Day } from '@/ui/day';
import { ListView } from '@/ui/list-view';
import { Money } from '@/ui/money';
import { EmptyState } from '@/ui/states';
import { TextLink } from '@/ui/text-link';
import classes from './collection.module.css';
import type { CollectionSearch } from './collection-search';

type Case = Schemas['CollectionCase'];
type Props = { search: CollectionSearch; onPage: (paging: Paging) => void };

const limit = 50;

/** The right column: what each unit owes in collection, and where it stands. */
export const CasesTable = ({ search, onPage }: Props) => {
  const { t } = useTranslation('collection');
  const company_id = useCompanyId();
  const state = search.state ?? 'open';
  const query = $api.useQuery(
    'get',
    '/v1/companies/{company_id}/collection-cases',
    {
      params: {
        path: { company_id },
        query: {
          state,
          search: search.case_search,
          cursor: search.case_cursor,
          limit,
          with_count: true,
        },
      },
    },
    { placeholderData: keepPreviousData },
  );
  return (
    <ListView
      caption={t('cases.title')}
      query={query}
      columns={useColumns()}
      rowKey={({ id }) => id}
      limit={limit}
      paging={{ cursor: search.case_cursor, page: search.case_page }}
      onPage={onPage}
      empty={
        <EmptyState icon={IconMoodCheck} title={t(`cases.none.${state}`)}>
          {state === 'open' && t('cases.noneText')}
        </EmptyState>
      }
    />
  );
};

const useColumns = (): Column<Case>[] => {
  const { t } = useTranslation('collection');
  const { step } = useCodes();
  return [
    {
      key: 'customer',
      header: t('cases.customer'),
      card: 'title',
      render: (row) => <CaseLink row={row} />,
    },
    {
      key: 'last',
      header: t('cases.last'),
      render: ({ last_step, last_on }) =>
        last_step ? (
          <div className={classes.two}>
            <span>{step(last_step)}</span>
            <span className={classes.soft}>
              <Day on={last_on} />
            </span>
          </div>
        ) : (
          <span className={classes.soft}>{t('cases.nothingSent')}</span>
        ),
    },
    { key: 'next', header: t('cases.next'), render: (row) => <Next row={row} /> },
    {
      key: 'open',
      header: t('cases.open'),
      align: 'right',
      card: 'aside',
      render: ({ total_open, currency, invoice_count }) => (
        <div className={`${classes.two} ${classes.end}`}>
          <Money amount={total_open} currency={currency} quietZero />
          <span className={classes.soft}>{t('cases.invoices', { count: invoice_count })}</span>
        </div>
      ),
    },
  ];
};

const CaseLink = ({ row }: { row: Case }) => {
  const companyId = useCompanyId();
  return (
    <div className={classes.two}>
      <TextLink to="/c/$companyId/collection/cases/$caseId" params={{ companyId, caseId: row.id }}>
        {row.customer_name}
      </TextLink>
      <span className={`${classes.soft} tabular`}>{row.reference}</span>
    </div>
  );
};

const Next = ({ row: { state, closed_on, next, invoice_count } }: { row: Case }) => {
  const { t } = useTranslation('collection');
  const { step } = useCodes();
  const { day } = useFormat();
  if (state === 'closed')
    return <span>{t('cases.closedOn', { on: closed_on ? day(closed_on) : '' })}</span>;
  if (!next) return <span className={classes.soft}>{t('cases.empty')}</span>;
  if (!next.step)
    return (
      <span className={classes.soft}>
        {t(invoice_count === 0 ? 'cases.empty' : 'cases.nothingNext')}
      </span>
    );
  const when =
    next.outcome === 'act'
      ? t('cases.nowDue')
      : next.first_on
        ? t('cases.fromOn', { on: day(next.first_on) })
        : t('cases.awaits');
  return (
    <div className={classes.two}>
      <span>{step(next.step)}</span>
      <span className={classes.soft}>{when}</span>
    </div>
  );
};
