import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { oneOf, refiltered } from '@/lib/search';
import { FilterBar } from '@/ui/filter-bar';
import { SearchField } from '@/ui/search-field';
import { ages, type QuarantineSearch } from './quarantine-search';

type Props = { search: QuarantineSearch; onChange: (search: QuarantineSearch) => void };

const none = { search: undefined, age: undefined, currency: undefined, customer_id: undefined };

export const QuarantineFilters = ({ search, onChange }: Props) => {
  const { t } = useTranslation('quarantine');
  const common = useTranslation().t;
  const set = (change: Partial<QuarantineSearch>) => onChange(refiltered(search, change));
  const { age, currency, customer_id } = search;
  return (
    <FilterBar
      isFiltered={Boolean(search.search || age || currency || customer_id)}
      onClear={() => set(none)}
    >
      <SearchField
        label={t('search')}
        placeholder={t('searchPlaceholder')}
        value={search.search}
        onChange={(next) => set({ search: next })}
      />
      <Select
        label={t('age')}
        placeholder={common('any')}
        clearable
        value={age ?? null}
        data={ages.map((value) => ({ value, label: t(`ages.${value}`) }))}
        onChange={(next) => set({ age: oneOf(next, ages) })}
      />
    </FilterBar>
  );
};
