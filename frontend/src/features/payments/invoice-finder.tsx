import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData } from '@tanstack/react-query';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { useFormat } from '@/lib/format';

type Invoice = Schemas['Invoice'];
type Props = { currency: string; isReversal: boolean; onFound: (invoice: Invoice) => void };

/** Finds an invoice by its number or its customer's name; Enter takes the first one found. */
export const InvoiceFinder = ({ currency, isReversal, onFound }: Props) => {
  const { t } = useTranslation('payments');
  const { day, money } = useFormat();
  const company_id = useCompanyId();
  const [typed, setTyped] = useState('');
  const [sought] = useDebouncedValue(typed.trim(), 200);
  // money that goes out again was paid on any invoice; money that came in is owed on open ones
  const query = {
    currency,
    limit: 20,
    search: sought || undefined,
    is_open: isReversal ? undefined : true,
  };
  const { data, isFetching } = $api.useQuery(
    'get',
    '/v1/companies/{company_id}/invoices',
    { params: { path: { company_id }, query } },
    { placeholderData: keepPreviousData },
  );
  const invoices = data?.items ?? [];
  const choose = (id: string | null) => {
    const invoice = invoices.find((one) => one.id === id);
    if (invoice) onFound(invoice);
    setTyped('');
  };
  /* What is found arrives after the list has opened, and then nothing in it is marked yet. */
  const takeFirst = (event: KeyboardEvent<HTMLInputElement>) => {
    const marked = event.currentTarget.getAttribute('aria-activedescendant');
    if (event.key !== 'Enter' || (marked && document.getElementById(marked))) return;
    const [first] = isFetching || typed.trim() !== sought ? [] : invoices;
    if (first) choose(first.id);
    event.preventDefault();
  };
  return (
    <Select
      label={t('findInvoice')}
      description={t('findInvoiceText')}
      data-autofocus
      searchable
      selectFirstOptionOnChange
      value={null}
      searchValue={typed}
      onSearchChange={setTyped}
      onChange={choose}
      onKeyDown={takeFirst}
      filter={({ options }) => options}
      nothingFoundMessage={isFetching ? t('finding') : t('noInvoiceFound')}
      comboboxProps={{ withinPortal: true }}
      maxDropdownHeight={260}
      data={invoices.map((one) => ({
        value: one.id,
        label: `${one.number} · ${one.customer_name} · ${day(one.due_on)} · ${money(one.open, one.currency)}`,
      }))}
    />
  );
};
