import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { $api } from '@/api/client';
import { companyPath, useCompanyId, useMay } from '@/api/session';
import { useRuleName } from '@/lib/rule-name';
import { oneOf, refiltered } from '@/lib/search';
import { FilterBar } from '@/ui/filter-bar';
import { SearchField } from '@/ui/search-field';
import { type CustomerSearch, customerKinds } from './customer-search';

type Props = { search: CustomerSearch; onChange: (search: CustomerSearch) => void };

export const CustomerFilters = ({ search, onChange }: Props) => {
  const { t } = useTranslation('customers');
  const common = useTranslation().t;
  const ruleName = useRuleName();
  const mayRules = useMay('rules.read');
  const rules = $api.useQuery(
    'get',
    '/v1/companies/{company_id}/rules',
    companyPath(useCompanyId()),
    { enabled: mayRules },
  );
  const set = (change: Partial<CustomerSearch>) => onChange(refiltered(search, change));
  const { search: sought, kind, rule_id, is_overdue } = search;
  const isFiltered = [sought, kind, rule_id, is_overdue].some((value) => value !== undefined);
  const clear = () =>
    set({ search: undefined, kind: undefined, rule_id: undefined, is_overdue: undefined });
  return (
    <FilterBar isFiltered={isFiltered} onClear={clear}>
      <SearchField
        label={t('search')}
        placeholder={t('searchPlaceholder')}
        value={sought}
        onChange={(next) => set({ search: next })}
      />
      <Select
        label={t('kind')}
        placeholder={common('any')}
        clearable
        value={kind ?? null}
        data={customerKinds.map((value) => ({ value, label: common(`customerKind.${value}`) }))}
        onChange={(next) => set({ kind: oneOf(next, customerKinds) })}
      />
      {mayRules && (
        <Select
          label={t('rule')}
          placeholder={common('any')}
          clearable
          searchable
          value={rule_id ?? null}
          data={(rules.data?.items ?? []).map((rule) => ({
            value: rule.id,
            label: ruleName(rule),
          }))}
          onChange={(next) => set({ rule_id: next ?? undefined })}
        />
      )}
      <Select
        label={t('overdue')}
        placeholder={common('any')}
        clearable
        value={is_overdue === undefined ? null : String(is_overdue)}
        data={[
          { value: 'true', label: t('hasOverdue') },
          { value: 'false', label: t('hasNoOverdue') },
        ]}
        onChange={(next) => set({ is_overdue: next === null ? undefined : next === 'true' })}
      />
    </FilterBar>
  );
};
