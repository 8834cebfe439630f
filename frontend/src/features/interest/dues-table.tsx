import { Button } from '@mantine/core';
import { IconMoodCheck } from '@tabler/icons-react';
import { keepPreviousData } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { useFormat } from '@/lib/format';
import type { Paging } from '@/lib/search';
import type { Selection } from '@/lib/selection';
import type { Column } from '@/ui/data-table';
import { DaySpan } from '@/ui/day';
import { Figures } from '@/ui/figures';
import { ListView } from '@/ui/list-view';
import { Money } from '@/ui/money';
import { EmptyState } from '@/ui/states';
import { TextLink } from '@/ui/text-link';
import type { InterestSearch } from './interest-search';

export type Due = Schemas['InterestDue'];
type Props = {
  search: InterestSearch;
  isBelow: boolean;
  selection?: Selection;
  onPage: (paging: Paging) => void;
  onShow: (due: Due) => void;
};

const limit = 50;

/** A customer's interest in one currency is one row; the key says both. */
export const dueKey = ({ customer_id, currency }: Due) => `${customer_id} ${currency}`;
export const dueOf = (key: string) => {
  const [customer_id = '', currency = ''] = key.split(' ');
  return { customer_id, currency };
};

/** Whose interest waits for an interest invoice, currency by currency. */
export const DuesTable = ({ search, isBelow, selection, onPage, onShow }: Props) => {
  const { t } = useTranslation('interest');
  const company_id = useCompanyId();
  const query = $api.useQuery(
    'get',
    '/v1/companies/{company_id}/interest-due',
    {
      params: {
        path: { company_id },
        query: {
          search: search.search,
          cursor: search.cursor,
          is_below_limit: isBelow,
          limit,
          with_count: true,
        },
      },
    },
    { placeholderData: keepPreviousData },
  );
  const which = search.search ? 'sought' : isBelow ? 'below' : 'ready';
  return (
    <ListView
      caption={t('title')}
      query={query}
      columns={useDueColumns(onShow)}
      rowKey={dueKey}
      rowLabel={({ customer_name, currency }) => `${customer_name} ${currency}`}
      selection={selection}
      limit={limit}
      paging={search}
      onPage={onPage}
      empty={
        <EmptyState icon={IconMoodCheck} title={t(`none.${which}`)}>
          {t(`noneText.${which}`)}
        </EmptyState>
      }
    />
  );
};

const useDueColumns = (onShow: (due: Due) => void): Column<Due>[] => {
  const { t } = useTranslation('interest');
  const { number } = useFormat();
  return [
    {
      key: 'customer',
      header: t('customer'),
      card: 'title',
      render: (due) => <CustomerLink id={due.customer_id} name={due.customer_name} />,
    },
    {
      key: 'count',
      header: t('invoices'),
      align: 'right',
      render: ({ invoice_count }) => <Figures text={number(invoice_count)} />,
    },
    {
      key: 'settled',
      header: t('paidOn'),
      from: 'md',
      render: (due) => <DaySpan from={due.first_settled_on} to={due.last_settled_on} />,
    },
    {
      key: 'amount',
      header: t('amount'),
      align: 'right',
      card: 'aside',
      render: ({ amount, currency }) => <Money amount={amount} currency={currency} />,
    },
    {
      key: 'show',
      header: '',
      align: 'right',
      card: 'foot',
      render: (due) => (
        <Button
          size="compact-sm"
          variant="light"
          aria-label={t('showOf', { name: due.customer_name, currency: due.currency })}
          onClick={() => onShow(due)}
        >
          {t('show')}
        </Button>
      ),
    },
  ];
};

export const CustomerLink = ({ id, name }: { id: string; name: string }) => {
  const companyId = useCompanyId();
  return (
    <TextLink to="/c/$companyId/customers/$customerId" params={{ companyId, customerId: id }}>
      {name}
    </TextLink>
  );
};
