import { Button } from '@mantine/core';
import { IconListSearch } from '@tabler/icons-react';
import { keepPreviousData } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { useCompanyId, useMay } from '@/api/session';
import { isZero } from '@/lib/format';
import { Allowed } from '@/ui/allowed';
import type { Column } from '@/ui/data-table';
import { Day } from '@/ui/day';
import { ListView } from '@/ui/list-view';
import { Money } from '@/ui/money';
import { EmptyState } from '@/ui/states';
import { AllocatePayment, type Waiting } from './allocate-payment';
import { BankEntryFilters } from './bank-entry-filters';
import { BankEntryState } from './bank-entry-state';
import type { BankFileSearch } from './bank-file-search';
import classes from './bank-files.module.css';

type Entry = Schemas['BankEntry'];
type Props = {
  bankFileId: string;
  search: BankFileSearch;
  onChange: (search: BankFileSearch) => void;
};

const limit = 50;

/** The entries of a file as they stand today, each with its state and cause. */
export const BankEntries = ({ bankFileId, search, onChange }: Props) => {
  const { t } = useTranslation('payments');
  const company_id = useCompanyId();
  const [allocating, setAllocating] = useState<Waiting>();
  const { page: _page, ...filters } = search;
  const query = $api.useQuery(
    'get',
    '/v1/companies/{company_id}/bank-files/{bank_file_id}/entries',
    {
      params: {
        path: { company_id, bank_file_id: bankFileId },
        query: { ...filters, limit, with_count: true },
      },
    },
    { placeholderData: keepPreviousData },
  );
  const isFiltered = Boolean(search.state ?? search.search);
  return (
    <>
      <BankEntryFilters search={search} onChange={onChange} />
      <ListView
        caption={t('entries.title')}
        query={query}
        columns={useEntryColumns(setAllocating)}
        rowKey={({ id }) => id}
        limit={limit}
        paging={search}
        onPage={(paging) => onChange({ ...search, ...paging })}
        empty={
          <EmptyState
            icon={IconListSearch}
            title={t(isFiltered ? 'entries.noneMatch' : 'entries.none')}
          >
            {t(isFiltered ? 'entries.noneMatchText' : 'entries.noneText')}
          </EmptyState>
        }
      />
      {allocating && (
        <AllocatePayment payment={allocating} onClose={() => setAllocating(undefined)} />
      )}
    </>
  );
};

const useEntryColumns = (onAllocate: (payment: Waiting) => void): Column<Entry>[] => {
  const { t } = useTranslation('payments');
  return [
    {
      key: 'on',
      header: t('paidOn'),
      card: 'title',
      render: ({ paid_on }) => <Day on={paid_on} />,
    },
    { key: 'payer', header: t('payer'), card: 'title', render: (row) => <Payer row={row} /> },
    { key: 'state', header: t('entries.state'), render: (row) => <BankEntryState entry={row} /> },
    {
      key: 'unallocated',
      header: t('unallocated'),
      align: 'right',
      render: (row) => <Rest row={row} onAllocate={onAllocate} />,
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

const Payer = ({ row: { payer, reference, text, entry_ref } }: { row: Entry }) => {
  const { t } = useTranslation('payments');
  const name = payer ?? reference ?? text;
  const rest = [payer && reference, name !== text && text].filter(Boolean).join(' · ');
  return (
    <div className={classes.lines}>
      <span>{name ?? (entry_ref ? t('entries.booking', { ref: entry_ref }) : t('unnamed'))}</span>
      {rest && <span className={classes.soft}>{rest}</span>}
    </div>
  );
};

type RestProps = { row: Entry; onAllocate: (payment: Waiting) => void };

const Rest = ({ row, onAllocate }: RestProps) => {
  const { t } = useTranslation('payments');
  const may = useMay('payments.edit');
  const { payment_id, unallocated, currency, payer, reference } = row;
  if (!payment_id || !unallocated || isZero(unallocated)) return <>–</>;
  return (
    <div className={classes.rest}>
      <Money amount={unallocated} currency={currency} />
      <Allowed may={may}>
        <Button
          size="compact-sm"
          variant="light"
          onClick={() => onAllocate({ id: payment_id, unallocated, currency, payer, reference })}
        >
          {t('allocate')}
        </Button>
      </Allowed>
    </div>
  );
};
