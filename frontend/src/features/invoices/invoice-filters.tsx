import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { oneOf, refiltered } from '@/lib/search';
import { DayField } from '@/ui/day-field';
import { FilterBar } from '@/ui/filter-bar';
import { SearchField } from '@/ui/search-field';
import { dispatchStates, type InvoiceSearch, invoiceStates } from './invoice-search';

type Props = { search: InvoiceSearch; onChange: (search: InvoiceSearch) => void };

export const InvoiceFilters = ({ search, onChange }: Props) => {
  const { t } = useTranslation('invoices');
  const { t: tDispatch } = useTranslation('dispatch');
  const common = useTranslation().t;
  const set = (change: Partial<InvoiceSearch>) => onChange(refiltered(search, change));
  const { search: sought, state, is_open, due_from, due_to, kind, first_dispatch } = search;
  const chosen = [sought, state, is_open, due_from, due_to, kind, first_dispatch];
  const isFiltered = chosen.some((value) => value !== undefined);
  const clear = () =>
    set({
      search: undefined,
      state: undefined,
      is_open: undefined,
      due_from: undefined,
      due_to: undefined,
      kind: undefined,
      first_dispatch: undefined,
    });
  return (
    <FilterBar isFiltered={isFiltered} onClear={clear}>
      <SearchField
        label={t('search')}
        placeholder={t('searchPlaceholder')}
        value={sought}
        onChange={(next) => set({ search: next })}
      />
      <Select
        label={t('state')}
        placeholder={common('any')}
        clearable
        value={state ?? null}
        data={invoiceStates.map((value) => ({ value, label: common(`state.${value}`) }))}
        onChange={(next) => set({ state: oneOf(next, invoiceStates) })}
      />
      <Select
        label={t('openness')}
        placeholder={common('any')}
        clearable
        value={is_open === undefined ? null : String(is_open)}
        data={[
          { value: 'true', label: t('isOpen') },
          { value: 'false', label: t('isClosed') },
        ]}
        onChange={(next) => set({ is_open: next === null ? undefined : next === 'true' })}
      />
      <Select
        label={tDispatch('column')}
        placeholder={common('any')}
        clearable
        value={first_dispatch ?? null}
        data={dispatchStates.map((value) => ({ value, label: tDispatch(`short.${value}`) }))}
        onChange={(next) => set({ first_dispatch: oneOf(next, dispatchStates) })}
      />
      <DayField
        label={t('dueFrom')}
        clearable
        value={due_from}
        maxDate={due_to}
        onChange={(on) => set({ due_from: on })}
      />
      <DayField
        label={t('dueTo')}
        clearable
        value={due_to}
        minDate={due_from}
        onChange={(on) => set({ due_to: on })}
      />
    </FilterBar>
  );
};
