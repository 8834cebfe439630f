import { Anchor } from '@mantine/core';
import { IconFilePercent } from '@tabler/icons-react';
import { keepPreviousData } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { useFormat } from '@/lib/format';
import type { Paging } from '@/lib/search';
import type { Column } from '@/ui/data-table';
import { Day } from '@/ui/day';
import { Figures } from '@/ui/figures';
import { ListView } from '@/ui/list-view';
import { Money } from '@/ui/money';
import { EmptyState } from '@/ui/states';
import { CustomerLink } from './dues-table';
import type { InterestSearch } from './interest-search';
import { InvoicedAs } from './invoiced-as';
import { OrderStateMark } from './order-state';

type Order = Schemas['InterestOrder'];
type Props = {
  search: InterestSearch;
  onPage: (paging: Paging) => void;
  onShow: (id: string) => void;
};

const limit = 50;

/** The orders of interest invoices, newest first. */
export const OrdersTable = ({ search, onPage, onShow }: Props) => {
  const { t } = useTranslation('interest');
  const company_id = useCompanyId();
  const { state, cursor } = search;
  const query = $api.useQuery(
    'get',
    '/v1/companies/{company_id}/interest-orders',
    { params: { path: { company_id }, query: { state, cursor, limit, with_count: true } } },
    { placeholderData: keepPreviousData },
  );
  return (
    <ListView
      caption={t('tabs.orders')}
      query={query}
      columns={useOrderColumns(onShow)}
      rowKey={({ id }) => id}
      limit={limit}
      paging={search}
      onPage={onPage}
      empty={
        <EmptyState icon={IconFilePercent} title={t('none.orders')}>
          {t('noneText.orders')}
        </EmptyState>
      }
    />
  );
};

const useOrderColumns = (onShow: (id: string) => void): Column<Order>[] => {
  const { t } = useTranslation('interest');
  const { number } = useFormat();
  return [
    {
      key: 'key',
      header: t('orderNumber'),
      card: 'title',
      render: ({ id, key }) => (
        <Anchor component="button" type="button" inherit fw={600} onClick={() => onShow(id)}>
          {t('orderOf', { number: key })}
        </Anchor>
      ),
    },
    {
      key: 'customer',
      header: t('customer'),
      card: 'title',
      render: (order) => <CustomerLink id={order.customer_id} name={order.customer_name} />,
    },
    { key: 'on', header: t('orderedOn'), render: ({ ordered_on }) => <Day on={ordered_on} /> },
    {
      key: 'count',
      header: t('invoices'),
      align: 'right',
      from: 'md',
      render: ({ line_count }) => <Figures text={number(line_count)} />,
    },
    {
      key: 'state',
      header: t('state'),
      render: ({ state }) => <OrderStateMark state={state} />,
    },
    {
      key: 'invoice',
      header: t('interestInvoice'),
      render: (order) => <InvoicedAs order={order} />,
    },
    {
      key: 'total',
      header: t('amount'),
      align: 'right',
      card: 'aside',
      render: ({ total, currency }) => <Money amount={total} currency={currency} />,
    },
  ];
};
