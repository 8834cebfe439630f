import { IconMoodCheck } from '@tabler/icons-react';
import { keepPreviousData } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { $api } from '@/api/client';
import { useCompanyId } from '@/api/session';
import type { Paging } from '@/lib/search';
import type { Column } from '@/ui/data-table';
import { Day } from '@/ui/day';
import { ListView } from '@/ui/list-view';
import { EmptyState } from '@/ui/states';
import { TextLink } from '@/ui/text-link';
import type { Hold } from './hold-kinds';
import type { HoldSearch } from './hold-search';
import { HoldStateMark } from './hold-state';

type Props = { search: HoldSearch; onPage: (paging: Paging) => void };

const limit = 50;

/** Every hold, newest first; each leads to the invoice or the customer it is on. */
export const HoldsTable = ({ search, onPage }: Props) => {
  const { t } = useTranslation('holds');
  const company_id = useCompanyId();
  const { page: _page, ...filters } = search;
  const state = search.state ?? 'active';
  const query = $api.useQuery(
    'get',
    '/v1/companies/{company_id}/holds',
    { params: { path: { company_id }, query: { ...filters, state, limit, with_count: true } } },
    { placeholderData: keepPreviousData },
  );
  return (
    <ListView
      caption={t('title')}
      query={query}
      columns={useHoldColumns()}
      rowKey={({ id }) => id}
      limit={limit}
      paging={search}
      onPage={onPage}
      empty={
        <EmptyState icon={IconMoodCheck} title={t(`list.empty.${state}`)}>
          {state === 'active' && t('list.emptyText')}
        </EmptyState>
      }
    />
  );
};

const useHoldColumns = (): Column<Hold>[] => {
  const { t } = useTranslation('holds');
  return [
    {
      key: 'what',
      header: t('list.kind'),
      card: 'title',
      render: (hold) => <What hold={hold} />,
    },
    {
      key: 'on',
      header: t('list.on'),
      card: 'title',
      render: (hold) => <Target hold={hold} />,
    },
    {
      key: 'from',
      header: t('list.from'),
      align: 'right',
      from: 'md',
      render: ({ from_on }) => <Day on={from_on} />,
    },
    {
      key: 'until',
      header: t('list.until'),
      align: 'right',
      render: ({ until_on, plan }) => <Day on={until_on ?? plan?.instalments.at(-1)?.due_on} />,
    },
    {
      key: 'reason',
      header: t('list.reason'),
      from: 'lg',
      render: ({ reason }) => reason || '–',
    },
    {
      key: 'state',
      header: t('list.state'),
      card: 'aside',
      render: (hold) => <HoldStateMark hold={hold} />,
    },
  ];
};

const What = ({ hold }: { hold: Hold }) => {
  const { t } = useTranslation('holds');
  return <strong>{t(`kinds.${hold.kind}`)}</strong>;
};

const Target = ({ hold }: { hold: Hold }) => {
  const companyId = useCompanyId();
  const customer = (
    <TextLink
      to="/c/$companyId/customers/$customerId"
      params={{ companyId, customerId: hold.customer_id }}
      search={{ tab: 'holds' }}
    >
      {hold.customer_name}
    </TextLink>
  );
  if (!hold.invoice_id) return customer;
  return (
    <>
      <TextLink
        className="tabular"
        to="/c/$companyId/invoices/$invoiceId"
        params={{ companyId, invoiceId: hold.invoice_id }}
      >
        {hold.invoice_number}
      </TextLink>{' '}
      {hold.customer_name}
    </>
  );
};
