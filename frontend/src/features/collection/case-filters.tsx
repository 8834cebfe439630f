import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { oneOf } from '@/lib/search';
import { FilterBar } from '@/ui/filter-bar';
import { SearchField } from '@/ui/search-field';
import type { CollectionSearch } from './collection-search';

type Props = { search: CollectionSearch; onChange: (search: CollectionSearch) => void };

const states = ['open', 'closed'] as const;

export const CaseFilters = ({ search, onChange }: Props) => {
  const { t } = useTranslation('collection');
  const set = (change: Partial<CollectionSearch>) =>
    onChange({ ...search, case_cursor: undefined, case_page: undefined, ...change });
  return (
    <FilterBar
      isFiltered={Boolean(search.case_search || search.state)}
      onClear={() => set({ case_search: undefined, state: undefined })}
    >
      <SearchField
        label={t('cases.search')}
        placeholder={t('cases.searchPlaceholder')}
        value={search.case_search}
        onChange={(next) => set({ case_search: next })}
      />
      <Select
        label={t('cases.state')}
        allowDeselect={false}
        value={search.state ?? 'open'}
        data={states.map((value) => ({ value, label: t(`cases.states.${value}`) }))}
        onChange={(next) => set({ state: next === 'open' ? undefined : oneOf(next, states) })}
      />
    </FilterBar>
  );
};
