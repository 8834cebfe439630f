import { IconMoodCheck } from '@tabler/icons-react';
import { keepPreviousData } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { useCodes } from '@/lib/codes';
import { useRuleName } from '@/lib/rule-name';
import type { Paging } from '@/lib/search';
import type { Selection } from '@/lib/selection';
import type { Column } from '@/ui/data-table';
import { Day } from '@/ui/day';
import { ListView } from '@/ui/list-view';
import { Money } from '@/ui/money';
import { EmptyState } from '@/ui/states';
import { TextLink } from '@/ui/text-link';
import type { CaseSearch } from './case-search';

type Case = Schemas['Case'];
type Props = { search: CaseSearch; selection?: Selection; onPage: (paging: Paging) => void };

const limit = 50;

export const CasesTable = ({ search, selection, onPage }: Props) => {
  const { t } = useTranslation('cases');
  const company_id = useCompanyId();
  const { page: _page, ...filters } = search;
  const state = search.state ?? 'quarantined';
  const query = $api.useQuery(
    'get',
    '/v1/companies/{company_id}/cases',
    { params: { path: { company_id }, query: { ...filters, state, limit, with_count: true } } },
    { placeholderData: keepPreviousData },
  );
  return (
    <ListView
      caption={t('title')}
      query={query}
      columns={useCaseColumns(state)}
      rowKey={({ id }) => id}
      rowLabel={({ invoice_number, customer_name }) => `${invoice_number} ${customer_name}`}
      selection={selection}
      limit={limit}
      paging={search}
      onPage={onPage}
      empty={
        <EmptyState icon={IconMoodCheck} title={t(`empty.${state}`)}>
          {state === 'quarantined' && t('emptyText')}
        </EmptyState>
      }
    />
  );
};

const useCaseColumns = (state: Case['state']): Column<Case>[] => {
  const { t } = useTranslation('cases');
  const { step, reason } = useCodes();
  const ruleName = useRuleName();
  const last: Column<Case> =
    state === 'closed'
      ? {
          key: 'closed',
          header: t('closed'),
          render: ({ closed_on, close_reason }) => (
            <>
              <Day on={closed_on} /> {close_reason && reason(close_reason)}
            </>
          ),
        }
      : {
          key: 'next',
          header: t('next'),
          render: ({ next_step, next_step_on }) =>
            next_step ? (
              <>
                {step(next_step)} <Day on={next_step_on} />
              </>
            ) : (
              '–'
            ),
        };
  return [
    {
      key: 'invoice',
      header: t('invoice'),
      card: 'title',
      render: (row) => <InvoiceLink row={row} />,
    },
    { key: 'customer', header: t('customer'), card: 'title', render: (row) => row.customer_name },
    { key: 'due', header: t('due'), align: 'right', render: ({ due_on }) => <Day on={due_on} /> },
    {
      key: 'rule',
      header: t('rule'),
      from: 'lg',
      render: ({ rule_name }) => ruleName({ name: rule_name }),
    },
    last,
    {
      key: 'open',
      header: t('open'),
      align: 'right',
      card: 'aside',
      render: ({ open, currency }) => <Money amount={open} currency={currency} quietZero />,
    },
  ];
};

const InvoiceLink = ({ row }: { row: Case }) => {
  const companyId = useCompanyId();
  return (
    <TextLink
      className="tabular"
      to="/c/$companyId/invoices/$invoiceId"
      params={{ companyId, invoiceId: row.invoice_id }}
    >
      {row.invoice_number}
    </TextLink>
  );
};
