import { IconFileInvoice } from '@tabler/icons-react';
import { keepPreviousData } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { useCodes } from '@/lib/codes';
import { isZero } from '@/lib/format';
import type { Paging } from '@/lib/search';
import type { Selection } from '@/lib/selection';
import type { Column } from '@/ui/data-table';
import { Day } from '@/ui/day';
import { ListView } from '@/ui/list-view';
import { Money } from '@/ui/money';
import { EmptyState } from '@/ui/states';
import { TextLink } from '@/ui/text-link';
import { DispatchMark } from './dispatch-mark';
import type { InvoiceSearch } from './invoice-search';
import { InvoiceStateMark } from './invoice-state';
import classes from './invoices-table.module.css';

type Invoice = Schemas['Invoice'];
type Props = {
  search: Partial<InvoiceSearch> & { customer_id?: string };
  onPage: (paging: Paging) => void;
  withoutCustomer?: boolean;
  selection?: Selection;
  empty?: ReactNode;
};

const limit = 50;

export const InvoicesTable = ({ search, onPage, withoutCustomer, selection, empty }: Props) => {
  const { t } = useTranslation('invoices');
  const company_id = useCompanyId();
  const { page: _page, ...filters } = search;
  const query = $api.useQuery(
    'get',
    '/v1/companies/{company_id}/invoices',
    { params: { path: { company_id }, query: { ...filters, limit, with_count: true } } },
    { placeholderData: keepPreviousData },
  );
  const columns = useInvoiceColumns().filter(({ key }) => key !== 'customer' || !withoutCustomer);
  return (
    <ListView
      caption={t('title')}
      query={query}
      columns={columns}
      rowKey={({ id }) => id}
      rowLabel={({ number }) => number}
      selection={selection}
      limit={limit}
      paging={search}
      onPage={onPage}
      empty={
        empty ?? (
          <EmptyState icon={IconFileInvoice} title={t('none')}>
            {t('noneText')}
          </EmptyState>
        )
      }
    />
  );
};

const useInvoiceColumns = (): Column<Invoice>[] => {
  const { t } = useTranslation('invoices');
  const { t: tDispatch } = useTranslation('dispatch');
  return [
    {
      key: 'number',
      header: t('number'),
      card: 'title',
      render: (row) => <NumberLink row={row} />,
    },
    { key: 'customer', header: t('customer'), card: 'title', render: (row) => row.customer_name },
    { key: 'due', header: t('due'), align: 'right', render: ({ due_on }) => <Day on={due_on} /> },
    {
      key: 'state',
      header: t('state'),
      render: ({ state }) => <InvoiceStateMark state={state} />,
    },
    {
      key: 'dispatch',
      header: tDispatch('column'),
      render: ({ first_dispatch }) => <DispatchMark result={first_dispatch} />,
    },
    { key: 'next', header: t('nextStep'), from: 'lg', render: (row) => <NextStep row={row} /> },
    {
      key: 'fee',
      header: t('fee'),
      align: 'right',
      from: 'lg',
      card: 'none',
      render: ({ fee, currency }) =>
        isZero(fee) ? (
          <Money amount={undefined} currency={currency} />
        ) : (
          <Money amount={fee} currency={currency} />
        ),
    },
    {
      key: 'open',
      header: t('open'),
      align: 'right',
      card: 'aside',
      render: ({ open, currency }) => <Money amount={open} currency={currency} quietZero />,
    },
  ];
};

const NumberLink = ({ row }: { row: Invoice }) => {
  const { t } = useTranslation('invoices');
  const companyId = useCompanyId();
  return (
    <>
      <TextLink
        className="tabular"
        to="/c/$companyId/invoices/$invoiceId"
        params={{ companyId, invoiceId: row.id }}
      >
        {row.number}
      </TextLink>
      {row.kind !== 'invoice' && <span className={classes.kind}>{t(`kinds.${row.kind}`)}</span>}
    </>
  );
};

const NextStep = ({ row }: { row: Invoice }) => {
  const { step } = useCodes();
  if (!row.next_step) return <span className={classes.none}>–</span>;
  return (
    <span className={classes.next}>
      {step(row.next_step)} <Day on={row.next_step_on} />
    </span>
  );
};
