import { Select, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { companyPath, useCompanyId, useMay } from '@/api/session';
import { useRuleName } from '@/lib/rule-name';
import { refiltered } from '@/lib/search';
import { FilterBar } from '@/ui/filter-bar';
import { SearchField } from '@/ui/search-field';
import classes from './worklist.module.css';
import type { WorklistSearch } from './worklist-search';

type Props = {
  search: WorklistSearch;
  list: Schemas['Worklist'] | undefined;
  onChange: (search: WorklistSearch) => void;
};

/** Which rule's list, and which of its rows. */
export const WorklistFilters = ({ search, list, onChange }: Props) => {
  const { t } = useTranslation('worklist');
  const ruleName = useRuleName();
  const mayRules = useMay('rules.read');
  const rules = $api.useQuery(
    'get',
    '/v1/companies/{company_id}/rules',
    companyPath(useCompanyId()),
    { enabled: mayRules },
  );
  const set = (change: Partial<WorklistSearch>) => onChange(refiltered(search, change));
  return (
    <FilterBar
      isFiltered={Boolean(search.search || search.is_reached)}
      onClear={() => set({ search: undefined, is_reached: undefined })}
    >
      <SearchField
        label={t('search')}
        placeholder={t('searchPlaceholder')}
        value={search.search}
        onChange={(next) => set({ search: next })}
      />
      {mayRules && (
        <Select
          label={t('rule')}
          allowDeselect={false}
          value={search.rule_id ?? list?.rule_id ?? null}
          data={(rules.data?.items ?? []).map((rule) => ({
            value: rule.id,
            label: ruleName(rule),
          }))}
          onChange={(next) => set({ rule_id: next ?? undefined, tab: undefined })}
        />
      )}
      <Switch
        className={classes.reached}
        label={t('onlyReached')}
        checked={search.is_reached === true}
        onChange={({ currentTarget: { checked } }) => set({ is_reached: checked || undefined })}
      />
    </FilterBar>
  );
};
