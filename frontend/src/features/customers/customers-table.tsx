import { IconUsers } from '@tabler/icons-react';
import { keepPreviousData } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { useFormat } from '@/lib/format';
import { useRuleName } from '@/lib/rule-name';
import type { Paging } from '@/lib/search';
import type { Selection } from '@/lib/selection';
import type { Column } from '@/ui/data-table';
import { ListView } from '@/ui/list-view';
import { Money } from '@/ui/money';
import { EmptyState } from '@/ui/states';
import { TextLink } from '@/ui/text-link';
import type { CustomerSearch } from './customer-search';
import classes from './customers-table.module.css';

type Customer = Schemas['Customer'];
type Props = {
  search: Partial<CustomerSearch>;
  onPage: (paging: Paging) => void;
  selection?: Selection;
  withoutRule?: boolean;
  empty?: ReactNode;
};

const limit = 50;

export const CustomersTable = ({ search, onPage, selection, withoutRule, empty }: Props) => {
  const { t } = useTranslation('customers');
  const company_id = useCompanyId();
  const { page: _page, ...filters } = search;
  const query = $api.useQuery(
    'get',
    '/v1/companies/{company_id}/customers',
    { params: { path: { company_id }, query: { ...filters, limit, with_count: true } } },
    { placeholderData: keepPreviousData },
  );
  const columns = useCustomerColumns().filter(({ key }) => key !== 'rule' || !withoutRule);
  return (
    <ListView
      caption={t('title')}
      query={query}
      columns={columns}
      rowKey={({ id }) => id}
      rowLabel={({ name }) => name}
      selection={selection}
      limit={limit}
      paging={search}
      onPage={onPage}
      empty={
        empty ?? (
          <EmptyState icon={IconUsers} title={t('none')}>
            {t('noneText')}
          </EmptyState>
        )
      }
    />
  );
};

const useCustomerColumns = (): Column<Customer>[] => {
  const { t } = useTranslation('customers');
  const common = useTranslation().t;
  const { number } = useFormat();
  const ruleName = useRuleName();
  return [
    { key: 'name', header: t('name'), card: 'title', render: (row) => <NameLink row={row} /> },
    {
      key: 'kind',
      header: t('kind'),
      from: 'md',
      render: ({ kind }) => common(`customerKind.${kind}`),
    },
    {
      key: 'rule',
      header: t('rule'),
      render: ({ rule_name }) => ruleName({ name: rule_name }),
    },
    {
      key: 'openCount',
      header: t('openCount'),
      align: 'right',
      card: 'none',
      render: ({ open_count }) => <span className="tabular">{number(open_count)}</span>,
    },
    {
      key: 'overdue',
      header: t('overdueCount'),
      align: 'right',
      card: 'aside',
      render: (row) => <Overdue row={row} />,
    },
  ];
};

const NameLink = ({ row: { id, name, number, city } }: { row: Customer }) => {
  const companyId = useCompanyId();
  return (
    <div className={classes.name}>
      <TextLink to="/c/$companyId/customers/$customerId" params={{ companyId, customerId: id }}>
        {name}
      </TextLink>
      <span className={classes.soft}>{[number, city].filter(Boolean).join(' · ')}</span>
    </div>
  );
};

const Overdue = ({ row: { overdue_count, balances = [] } }: { row: Customer }) => {
  const { t } = useTranslation('customers');
  if (overdue_count === 0) return <span className={classes.soft}>–</span>;
  const late = balances.filter(({ overdue }) => Number(overdue) > 0);
  return (
    <div className={classes.overdue}>
      {late.map(({ currency, overdue }) => (
        <Money key={currency} amount={overdue} currency={currency} />
      ))}
      <span className={late.length > 0 ? classes.soft : undefined}>
        {t('invoicesCount', { count: overdue_count })}
      </span>
    </div>
  );
};
