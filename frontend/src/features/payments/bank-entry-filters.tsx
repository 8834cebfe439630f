import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { oneOf, refiltered } from '@/lib/search';
import { FilterBar } from '@/ui/filter-bar';
import { SearchField } from '@/ui/search-field';
import { type BankFileSearch, entryStates } from './bank-file-search';

type Props = { search: BankFileSearch; onChange: (search: BankFileSearch) => void };

export const BankEntryFilters = ({ search, onChange }: Props) => {
  const { t } = useTranslation('payments');
  const common = useTranslation().t;
  const set = (change: Partial<BankFileSearch>) => onChange(refiltered(search, change));
  return (
    <FilterBar
      isFiltered={Boolean(search.state ?? search.search)}
      onClear={() => set({ state: undefined, search: undefined })}
    >
      <SearchField
        label={t('search')}
        placeholder={t('entries.searchPlaceholder')}
        value={search.search}
        onChange={(next) => set({ search: next })}
      />
      <Select
        label={t('entries.state')}
        placeholder={common('any')}
        clearable
        value={search.state ?? null}
        data={entryStates.map((value) => ({ value, label: t(`entries.states.${value}`) }))}
        onChange={(next) => set({ state: oneOf(next, entryStates) })}
      />
    </FilterBar>
  );
};
