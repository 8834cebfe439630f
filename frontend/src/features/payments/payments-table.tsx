import { Button } from '@mantine/core';
import { IconCoins } from '@tabler/icons-react';
import { keepPreviousData } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { isZero } from '@/lib/format';
import type { Paging } from '@/lib/search';
import { Allowed } from '@/ui/allowed';
import type { Column } from '@/ui/data-table';
import { Day } from '@/ui/day';
import { ListView } from '@/ui/list-view';
import { Money } from '@/ui/money';
import { EmptyState } from '@/ui/states';
import { TextLink } from '@/ui/text-link';
import type { PaymentSearch } from './payment-search';
import classes from './payments-table.module.css';
import { TakeBack } from './take-back';
import { UndoPayment } from './undo-payment';

type Payment = Schemas['Payment'];
type Props = {
  search: PaymentSearch;
  onPage: (paging: Paging) => void;
  may: boolean;
  onAllocate: (payment: Payment) => void;
};

const limit = 50;

export const PaymentsTable = ({ search, onPage, may, onAllocate }: Props) => {
  const { t } = useTranslation('payments');
  const company_id = useCompanyId();
  const { page: _page, ...filters } = search;
  const query = $api.useQuery(
    'get',
    '/v1/companies/{company_id}/payments',
    { params: { path: { company_id }, query: { ...filters, limit, with_count: true } } },
    { placeholderData: keepPreviousData },
  );
  return (
    <ListView
      caption={t('title')}
      query={query}
      columns={usePaymentColumns(may, onAllocate)}
      rowKey={({ id }) => id}
      limit={limit}
      paging={search}
      onPage={onPage}
      empty={
        <EmptyState icon={IconCoins} title={t('none')}>
          {t('noneText')}
        </EmptyState>
      }
    />
  );
};

const usePaymentColumns = (
  may: boolean,
  onAllocate: (payment: Payment) => void,
): Column<Payment>[] => {
  const { t } = useTranslation('payments');
  return [
    {
      key: 'on',
      header: t('paidOn'),
      card: 'title',
      render: ({ paid_on }) => <Day on={paid_on} />,
    },
    {
      key: 'payer',
      header: t('payer'),
      card: 'title',
      render: ({ kind, payer, reference }) => (
        <div className={classes.payer}>
          <span>
            {kind === 'money' ? (payer ?? reference ?? t('unnamed')) : t(`kinds.${kind}`)}
          </span>
          {payer && reference && <span className={classes.soft}>{reference}</span>}
        </div>
      ),
    },
    { key: 'to', header: t('allocatedTo'), render: (row) => <Allocations row={row} /> },
    {
      key: 'unallocated',
      header: t('unallocated'),
      align: 'right',
      render: (row) =>
        row.kind !== 'money' ? (
          <UndoPayment payment={row} />
        ) : isZero(row.unallocated) ? (
          '–'
        ) : (
          <div className={classes.rest}>
            <Money amount={row.unallocated} currency={row.currency} />
            <Allowed may={may}>
              <Button size="compact-sm" variant="light" onClick={() => onAllocate(row)}>
                {t('allocate')}
              </Button>
            </Allowed>
          </div>
        ),
    },
    {
      key: 'amount',
      header: t('amount'),
      align: 'right',
      card: 'aside',
      render: ({ amount, currency }) => <Money amount={amount} currency={currency} />,
    },
  ];
};

const Allocations = ({ row }: { row: Payment }) => {
  const { t } = useTranslation('payments');
  const companyId = useCompanyId();
  if (row.allocations.length === 0) return <span className={classes.soft}>{t('waits')}</span>;
  return (
    <div className={classes.payer}>
      {row.allocations.map(({ invoice_id, invoice_number, part, amount }, index) => (
        <span key={invoice_id + part} className={classes.allocation}>
          <TextLink
            className="tabular"
            to="/c/$companyId/invoices/$invoiceId"
            params={{ companyId, invoiceId: invoice_id }}
          >
            {invoice_number}
          </TextLink>{' '}
          <span className={classes.soft}>
            {t(`parts.${part}`)}
            {row.allocations.length > 1 && (
              <>
                {' '}
                <Money amount={amount} currency={row.currency} />
              </>
            )}
          </span>
          {row.kind === 'money' &&
            row.allocations.findIndex((one) => one.invoice_id === invoice_id) === index && (
              <TakeBack payment={row} invoiceId={invoice_id} />
            )}
        </span>
      ))}
    </div>
  );
};
