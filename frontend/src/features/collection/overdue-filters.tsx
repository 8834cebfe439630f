import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { oneOf, refiltered } from '@/lib/search';
import { FilterBar } from '@/ui/filter-bar';
import { SearchField } from '@/ui/search-field';
import type { CollectionSearch } from './collection-search';

type Props = { search: CollectionSearch; onChange: (search: CollectionSearch) => void };

const shows = ['outside', 'all'] as const;

export const OverdueFilters = ({ search, onChange }: Props) => {
  const { t } = useTranslation('collection');
  const set = (change: Partial<CollectionSearch>) => onChange(refiltered(search, change));
  return (
    <FilterBar
      isFiltered={Boolean(search.search || search.show || search.customer_id)}
      onClear={() => set({ search: undefined, show: undefined, customer_id: undefined })}
    >
      <SearchField
        label={t('overdue.search')}
        placeholder={t('overdue.searchPlaceholder')}
        value={search.search}
        onChange={(next) => set({ search: next })}
      />
      <Select
        label={t('overdue.show')}
        allowDeselect={false}
        value={search.show ?? 'outside'}
        data={shows.map((value) => ({ value, label: t(`overdue.shows.${value}`) }))}
        onChange={(next) => set({ show: next === 'outside' ? undefined : oneOf(next, shows) })}
      />
    </FilterBar>
  );
};
