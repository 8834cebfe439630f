import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useCodes } from '@/lib/codes';
import { oneOf, type Paging, refiltered } from '@/lib/search';
import { DayField } from '@/ui/day-field';
import { FilterBar } from '@/ui/filter-bar';
import { SearchField } from '@/ui/search-field';
import { type EventSearch, eventOutcomes } from './event-search';

type Filtered = Paging & Omit<EventSearch, 'customer_id' | 'rule_id'>;
type Props<T extends Filtered> = { search: T; onChange: (search: T) => void };

const nothing = {
  from: undefined,
  to: undefined,
  invoice_number: undefined,
  kind: undefined,
  outcome: undefined,
};

export const EventFilters = <T extends Filtered>({ search, onChange }: Props<T>) => {
  const { t, i18n } = useTranslation('events');
  const common = useTranslation().t;
  const { event, outcome } = useCodes();
  const kinds = Object.keys(i18n.getResource(i18n.language, 'codes', 'event') ?? {});
  const set = (change: Partial<Filtered>) => onChange(refiltered(search, change as Partial<T>));
  const isFiltered = (Object.keys(nothing) as (keyof typeof nothing)[]).some((k) => search[k]);
  return (
    <FilterBar isFiltered={isFiltered} onClear={() => set(nothing)}>
      <SearchField
        label={t('invoiceNumber')}
        value={search.invoice_number}
        onChange={(invoice_number) => set({ invoice_number })}
      />
      <DayField
        label={t('from')}
        clearable
        value={search.from}
        maxDate={search.to}
        onChange={(from) => set({ from })}
      />
      <DayField
        label={t('to')}
        clearable
        value={search.to}
        minDate={search.from}
        onChange={(to) => set({ to })}
      />
      <Select
        label={t('kind')}
        placeholder={common('any')}
        clearable
        searchable
        nothingFoundMessage={common('missing.title')}
        value={search.kind ?? null}
        data={kinds.map((value) => ({ value, label: event(value) }))}
        onChange={(kind) => set({ kind: kind ?? undefined })}
      />
      <Select
        label={t('outcome')}
        placeholder={common('any')}
        clearable
        value={search.outcome ?? null}
        data={eventOutcomes.map((value) => ({ value, label: outcome(value) }))}
        onChange={(next) => set({ outcome: oneOf(next, eventOutcomes) })}
      />
    </FilterBar>
  );
};
