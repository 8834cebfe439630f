import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { oneOf, refiltered } from '@/lib/search';
import { FilterBar } from '@/ui/filter-bar';
import { SearchField } from '@/ui/search-field';
import type { CaseSearch } from './case-search';

type Props = { search: CaseSearch; onChange: (search: CaseSearch) => void };

const states = ['quarantined', 'open', 'closed'] as const;

export const CaseFilters = ({ search, onChange }: Props) => {
  const { t } = useTranslation('cases');
  const set = (change: Partial<CaseSearch>) => onChange(refiltered(search, change));
  return (
    <FilterBar
      isFiltered={Boolean(search.search || search.state)}
      onClear={() => set({ search: undefined, state: undefined })}
    >
      <SearchField
        label={t('search')}
        placeholder={t('searchPlaceholder')}
        value={search.search}
        onChange={(next) => set({ search: next })}
      />
      <Select
        label={t('state')}
        allowDeselect={false}
        value={search.state ?? 'quarantined'}
        data={states.map((value) => ({ value, label: t(`states.${value}`) }))}
        onChange={(next) => set({ state: oneOf(next, states) })}
      />
    </FilterBar>
  );
};
