import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { refiltered } from '@/lib/search';
import { DayField } from '@/ui/day-field';
import { FilterBar } from '@/ui/filter-bar';
import { type VoucherSearch, voucherKinds } from './voucher-search';

type Props = { search: VoucherSearch; onChange: (search: VoucherSearch) => void };

const nothing = {
  kind: undefined,
  booked_from: undefined,
  booked_to: undefined,
  is_without_account: undefined,
  invoice_id: undefined,
  payment_id: undefined,
};

export const VoucherFilters = ({ search, onChange }: Props) => {
  const { t } = useTranslation('vouchers');
  const common = useTranslation().t;
  const set = (change: Partial<VoucherSearch>) => onChange(refiltered(search, change));
  const { kind, booked_from, booked_to, is_without_account, invoice_id, payment_id } = search;
  const wanted = [kind, booked_from, booked_to, is_without_account, invoice_id, payment_id];
  return (
    <FilterBar isFiltered={wanted.some((v) => v !== undefined)} onClear={() => set(nothing)}>
      <Select
        label={t('kind')}
        placeholder={common('any')}
        clearable
        value={kind ?? null}
        data={voucherKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
        onChange={(next) => set({ kind: (next as VoucherSearch['kind']) ?? undefined })}
      />
      <Select
        label={t('accounts')}
        placeholder={common('any')}
        clearable
        value={is_without_account === undefined ? null : String(is_without_account)}
        data={[
          { value: 'true', label: t('withoutAccount') },
          { value: 'false', label: t('withAccounts') },
        ]}
        onChange={(next) =>
          set({ is_without_account: next === null ? undefined : next === 'true' })
        }
      />
      <DayField
        label={t('from')}
        clearable
        value={booked_from}
        maxDate={booked_to}
        onChange={(on) => set({ booked_from: on })}
      />
      <DayField
        label={t('to')}
        clearable
        value={booked_to}
        minDate={booked_from}
        onChange={(on) => set({ booked_to: on })}
      />
    </FilterBar>
  );
};
