import { ActionIcon, Group, Tooltip } from '@mantine/core';
import { IconFilter, IconMoodCheck } from '@tabler/icons-react';
import { keepPreviousData } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { useCodes } from '@/lib/codes';
import { useRuleName } from '@/lib/rule-name';
import { refiltered } from '@/lib/search';
import type { Selection } from '@/lib/selection';
import type { Column } from '@/ui/data-table';
import { Day } from '@/ui/day';
import { ListView } from '@/ui/list-view';
import { Money } from '@/ui/money';
import { EmptyState } from '@/ui/states';
import { TextLink } from '@/ui/text-link';
import classes from './quarantine.module.css';
import type { QuarantineSearch } from './quarantine-search';

type Row = Schemas['QuarantinedCase'];
type Props = {
  search: QuarantineSearch;
  selection?: Selection;
  onGo: (search: QuarantineSearch) => void;
};

const limit = 50;

/** What waits in quarantine, a customer's invoices together. */
export const QuarantineTable = ({ search, selection, onGo }: Props) => {
  const { t } = useTranslation('quarantine');
  const company_id = useCompanyId();
  const { page: _page, ...filters } = search;
  const query = $api.useQuery(
    'get',
    '/v1/companies/{company_id}/quarantine',
    { params: { path: { company_id }, query: { ...filters, limit, with_count: true } } },
    { placeholderData: keepPreviousData },
  );
  const isFiltered = Object.keys(filters).some((key) => key !== 'cursor');
  return (
    <ListView
      caption={t('title')}
      query={query}
      columns={useQuarantineColumns((customer_id) => onGo(refiltered(search, { customer_id })))}
      rowKey={({ case_id }) => case_id}
      rowLabel={({ invoice_number, customer_name }) => `${invoice_number} ${customer_name}`}
      selection={selection}
      limit={limit}
      paging={search}
      onPage={(paging) => onGo({ ...search, ...paging })}
      empty={
        <EmptyState icon={IconMoodCheck} title={t(isFiltered ? 'emptyFiltered' : 'empty')}>
          {!isFiltered && t('emptyText')}
        </EmptyState>
      }
    />
  );
};

const useQuarantineColumns = (onCustomer: (id: string) => void): Column<Row>[] => {
  const { t } = useTranslation('quarantine');
  const ruleName = useRuleName();
  return [
    {
      key: 'customer',
      header: t('customer'),
      card: 'title',
      render: (row) => <Customer row={row} onOnly={() => onCustomer(row.customer_id)} />,
    },
    {
      key: 'invoice',
      header: t('invoice'),
      render: (row) => <Invoice row={row} />,
    },
    { key: 'due', header: t('due'), align: 'right', render: ({ due_on }) => <Day on={due_on} /> },
    {
      key: 'late',
      header: t('late'),
      align: 'right',
      from: 'md',
      render: ({ days_overdue }) => t('days', { count: days_overdue }),
    },
    { key: 'told', header: t('told'), render: (row) => <Told row={row} /> },
    {
      key: 'rule',
      header: t('rule'),
      from: 'xl',
      render: ({ rule_name }) => ruleName({ name: rule_name }),
    },
    {
      key: 'open',
      header: t('open'),
      align: 'right',
      card: 'aside',
      render: ({ open, currency }) => <Money amount={open} currency={currency} />,
    },
  ];
};

const Customer = ({ row, onOnly }: { row: Row; onOnly: () => void }) => {
  const { t } = useTranslation('quarantine');
  const companyId = useCompanyId();
  return (
    <Group gap={4} wrap="nowrap">
      <TextLink
        to="/c/$companyId/customers/$customerId"
        params={{ companyId, customerId: row.customer_id }}
      >
        {row.customer_name}
      </TextLink>
      <Tooltip label={t('onlyCustomer')}>
        <ActionIcon
          size={24}
          variant="subtle"
          color="gray"
          aria-label={t('onlyCustomerOf', { name: row.customer_name })}
          onClick={onOnly}
        >
          <IconFilter size={14} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
};

const Invoice = ({ row }: { row: Row }) => {
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

const Told = ({ row }: { row: Row }) => {
  const { t } = useTranslation('quarantine');
  const { step } = useCodes();
  const letters = [
    ['reminder', row.reminded_on],
    ['notice', row.noticed_on],
    ['collection_letter', row.collected_on],
  ].filter((letter): letter is [string, string] => letter[1] !== undefined);
  if (letters.length === 0) return <span className={classes.soft}>{t('noneTold')}</span>;
  return letters.map(([kind, on]) => (
    <span key={kind} className={classes.told}>
      {step(kind)} <Day on={on} />
    </span>
  ));
};
