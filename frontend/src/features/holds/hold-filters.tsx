import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { oneOf, refiltered } from '@/lib/search';
import { FilterBar } from '@/ui/filter-bar';
import { SearchField } from '@/ui/search-field';
import { holdKinds } from './hold-kinds';
import { type HoldSearch, holdStates } from './hold-search';

type Props = { search: HoldSearch; onChange: (search: HoldSearch) => void };

export const HoldFilters = ({ search, onChange }: Props) => {
  const { t } = useTranslation('holds');
  const common = useTranslation().t;
  const set = (change: Partial<HoldSearch>) => onChange(refiltered(search, change));
  return (
    <FilterBar
      isFiltered={Boolean(search.search || search.kind || search.state)}
      onClear={() => set({ search: undefined, kind: undefined, state: undefined })}
    >
      <SearchField
        label={t('search')}
        placeholder={t('searchPlaceholder')}
        value={search.search}
        onChange={(next) => set({ search: next })}
      />
      <Select
        label={t('list.kind')}
        placeholder={common('any')}
        clearable
        value={search.kind ?? null}
        data={holdKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
        onChange={(next) => set({ kind: oneOf(next, holdKinds) })}
      />
      <Select
        label={t('list.state')}
        allowDeselect={false}
        value={search.state ?? 'active'}
        data={holdStates.map((value) => ({ value, label: t(`list.states.${value}`) }))}
        onChange={(next) => set({ state: oneOf(next, holdStates) })}
      />
    </FilterBar>
  );
};
