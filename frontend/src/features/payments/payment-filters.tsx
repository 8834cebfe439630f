import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { refiltered } from '@/lib/search';
import { DayField } from '@/ui/day-field';
import { FilterBar } from '@/ui/filter-bar';
import { SearchField } from '@/ui/search-field';
import type { PaymentSearch } from './payment-search';

type Props = { search: PaymentSearch; onChange: (search: PaymentSearch) => void };

export const PaymentFilters = ({ search, onChange }: Props) => {
  const { t } = useTranslation('payments');
  const common = useTranslation().t;
  const set = (change: Partial<PaymentSearch>) => onChange(refiltered(search, change));
  const { search: sought, is_unallocated, paid_from, paid_to } = search;
  const clear = () =>
    set({ search: undefined, is_unallocated: undefined, paid_from: undefined, paid_to: undefined });
  return (
    <FilterBar
      isFiltered={[sought, is_unallocated, paid_from, paid_to].some((v) => v !== undefined)}
      onClear={clear}
    >
      <SearchField
        label={t('search')}
        placeholder={t('searchPlaceholder')}
        value={sought}
        onChange={(next) => set({ search: next })}
      />
      <Select
        label={t('allocation')}
        placeholder={common('any')}
        clearable
        value={is_unallocated === undefined ? null : String(is_unallocated)}
        data={[
          { value: 'true', label: t('someUnallocated') },
          { value: 'false', label: t('allAllocated') },
        ]}
        onChange={(next) => set({ is_unallocated: next === null ? undefined : next === 'true' })}
      />
      <DayField
        label={t('from')}
        clearable
        value={paid_from}
        maxDate={paid_to}
        onChange={(on) => set({ paid_from: on })}
      />
      <DayField
        label={t('to')}
        clearable
        value={paid_to}
        minDate={paid_from}
        onChange={(on) => set({ paid_to: on })}
      />
    </FilterBar>
  );
};
