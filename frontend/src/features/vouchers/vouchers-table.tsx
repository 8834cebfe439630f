import { Anchor } from '@mantine/core';
import { IconNotebook } from '@tabler/icons-react';
import { keepPreviousData } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { useCompanyId } from '@/api/session';
import type { Paging } from '@/lib/search';
import { Actor } from '@/ui/actor';
import type { Column } from '@/ui/data-table';
import { Day } from '@/ui/day';
import { ListView } from '@/ui/list-view';
import { Money } from '@/ui/money';
import { EmptyState } from '@/ui/states';
import { useAccountOf } from './account-of';
import type { VoucherSearch } from './voucher-search';
import classes from './vouchers.module.css';

type Voucher = Schemas['Voucher'];
type Props = {
  search: VoucherSearch;
  onPage: (paging: Paging) => void;
  onOpen: (id: string) => void;
};

const limit = 50;

/** Vouchers, newest first; each opens to its lines. */
export const VouchersTable = ({ search, onPage, onOpen }: Props) => {
  const { t } = useTranslation('vouchers');
  const company_id = useCompanyId();
  const { page: _page, voucher: _voucher, ...filters } = search;
  const query = $api.useQuery(
    'get',
    '/v1/companies/{company_id}/vouchers',
    { params: { path: { company_id }, query: { ...filters, limit, with_count: true } } },
    { placeholderData: keepPreviousData },
  );
  return (
    <ListView
      caption={t('title')}
      query={query}
      columns={useVoucherColumns(onOpen)}
      rowKey={({ id }) => id}
      limit={limit}
      paging={search}
      onPage={onPage}
      empty={
        <EmptyState icon={IconNotebook} title={t('none')}>
          {t('noneText')}
        </EmptyState>
      }
    />
  );
};

const useVoucherColumns = (onOpen: (id: string) => void): Column<Voucher>[] => {
  const { t } = useTranslation('vouchers');
  const accountOf = useAccountOf();
  return [
    {
      key: 'number',
      header: t('number'),
      card: 'title',
      render: ({ id, key }) => (
        <Anchor component="button" className="tabular" onClick={() => onOpen(id)}>
          {t('numbered', { number: key })}
        </Anchor>
      ),
    },
    { key: 'on', header: t('bookedOn'), render: ({ booked_on }) => <Day on={booked_on} /> },
    { key: 'kind', header: t('kind'), render: ({ kind }) => t(`kinds.${kind}`) },
    {
      key: 'accounts',
      header: t('debitToCredit'),
      from: 'lg',
      render: ({ lines }) => {
        const named = (isDebit: boolean) =>
          [
            ...new Set(
              lines.filter(({ amount }) => amount.startsWith('-') !== isDebit).map(accountOf),
            ),
          ].join(', ');
        return (
          <span className={classes.soft}>
            {named(true)} → {named(false)}
          </span>
        );
      },
    },
    {
      key: 'who',
      header: t('who'),
      from: 'lg',
      render: ({ actor }) => (
        <span className={classes.soft}>
          <Actor actor={actor} />
        </span>
      ),
    },
    {
      key: 'total',
      header: t('total'),
      align: 'right',
      card: 'aside',
      render: ({ total, currency }) => <Money amount={total} currency={currency} />,
    },
  ];
};
