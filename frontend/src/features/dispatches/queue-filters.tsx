import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useCodes } from '@/lib/codes';
import { oneOf, refiltered } from '@/lib/search';
import { stepKinds } from '@/lib/step-kinds';
import { FilterBar } from '@/ui/filter-bar';
import { SearchField } from '@/ui/search-field';
import type { QueueSearch } from './queue-search';

type Props = { search: QueueSearch; onChange: (search: QueueSearch) => void };

export const QueueFilters = ({ search, onChange }: Props) => {
  const { t } = useTranslation('queue');
  const common = useTranslation().t;
  const { step } = useCodes();
  const set = (change: Partial<QueueSearch>) => onChange(refiltered(search, change));
  return (
    <FilterBar
      isFiltered={Boolean(search.search || search.step)}
      onClear={() => set({ search: undefined, step: undefined })}
    >
      <SearchField
        label={t('search')}
        placeholder={t('searchPlaceholder')}
        value={search.search}
        onChange={(next) => set({ search: next })}
      />
      <Select
        label={t('step')}
        placeholder={common('any')}
        clearable
        value={search.step ?? null}
        data={stepKinds.map((value) => ({ value, label: step(value) }))}
        onChange={(next) => set({ step: oneOf(next, stepKinds) })}
      />
    </FilterBar>
  );
};
