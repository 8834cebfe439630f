import { IconUsers } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { CustomersTable } from '@/features/customers/customers-table';
import { MoveMenu } from '@/features/customers/move-menu';
import type { RuleSearch } from '@/features/rules/rule-search';
import { useSelection } from '@/lib/selection';
import { FilterBar } from '@/ui/filter-bar';
import { SearchField } from '@/ui/search-field';
import { SelectionBar } from '@/ui/selection-bar';
import { EmptyState } from '@/ui/states';

type Props = {
  rule: Schemas['Rule'];
  search: RuleSearch;
  onSearch: (search: RuleSearch, replace?: boolean) => void;
};

/** Who follows a rule, and the way to move them. */
export const RuleCustomers = ({ rule, search, onSearch }: Props) => {
  const { t } = useTranslation('rules');
  const selection = useSelection();
  const here = { rule: rule.id, tab: 'customers' } as const;
  const isBlocking = rule.built_in === 'automation_blocked';
  const empty = (
    <EmptyState icon={IconUsers} title={t(search.search ? 'noMatch' : 'noCustomers')}>
      {!search.search && t(isBlocking ? 'noBlockedText' : 'noCustomersText')}
    </EmptyState>
  );
  return (
    <>
      <FilterBar isFiltered={Boolean(search.search)} onClear={() => onSearch(here, true)}>
        <SearchField
          label={t('findCustomer')}
          value={search.search}
          onChange={(sought) => onSearch({ ...here, search: sought }, true)}
        />
      </FilterBar>
      <CustomersTable
        search={{
          rule_id: rule.id,
          search: search.search,
          cursor: search.cursor,
          page: search.page,
        }}
        onPage={(paging) => onSearch({ ...search, ...paging })}
        selection={selection}
        withoutRule
        empty={empty}
      />
      <SelectionBar selection={selection}>
        <MoveMenu selection={selection} />
      </SelectionBar>
    </>
  );
};
