import { Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useCompanyId } from '@/api/session';
import { ruleQuery } from '@/api/versioned';
import { EventFilters } from '@/features/events/event-filters';
import { EventsTable } from '@/features/events/events-table';
import { DeleteRule } from '@/features/rules/delete-rule';
import { ModeMark } from '@/features/rules/rule-mode';
import { type RuleSearch, type RuleTab, ruleTabs } from '@/features/rules/rule-search';
import { RuleSettings } from '@/features/rules/rule-settings';
import { useRuleName } from '@/lib/rule-name';
import { ErrorState, SkeletonRows } from '@/ui/states';
import { RuleCustomers } from './rule-customers';
import classes from './rules-page.module.css';

type Props = {
  ruleId: string;
  search: RuleSearch;
  onSearch: (search: RuleSearch, replace?: boolean) => void;
};

export const RuleDetail = ({ ruleId, search, onSearch }: Props) => {
  const { t } = useTranslation('rules');
  const common = useTranslation().t;
  const ruleName = useRuleName();
  const { data: rule, error, refetch } = useQuery(ruleQuery(useCompanyId(), ruleId));
  if (!rule) return error ? <ErrorState error={error} onRetry={refetch} /> : <SkeletonRows />;
  const isBlocking = rule.built_in === 'automation_blocked';
  const tab = search.tab ?? (isBlocking ? 'customers' : 'settings');
  const open = (next: string | null) =>
    onSearch({ rule: ruleId, tab: (next as RuleTab) ?? undefined });
  const { from, to, invoice_number, kind, outcome, cursor, page } = search;
  const events = { from, to, invoice_number, kind, outcome, cursor, page };
  return (
    <section className={classes.rule} aria-labelledby="rule-name">
      <div className={classes.head}>
        <div>
          <h2 id="rule-name" className={classes.name}>
            {ruleName(rule)}
          </h2>
          <div className={classes.about}>
            {!isBlocking && <ModeMark mode={rule.mode} />}
            {rule.customer_kind && <span>{common(`customerKind.${rule.customer_kind}`)}</span>}
            {!isBlocking && <span>{t(`scope.names.${rule.scope}`)}</span>}
            {!isBlocking && <span>{t('version', { version: rule.version })}</span>}
            {!isBlocking && <span>{t('openCases', { count: rule.open_case_count })}</span>}
          </div>
        </div>
        <DeleteRule rule={rule} onDeleted={() => onSearch({})} />
      </div>
      <Tabs value={tab} onChange={open}>
        <Tabs.List px="md">
          {ruleTabs
            .filter((key) => key !== 'settings' || !isBlocking)
            .map((key) => (
              <Tabs.Tab key={key} value={key}>
                {t(`tabs.${key}`)}
              </Tabs.Tab>
            ))}
        </Tabs.List>
        <Tabs.Panel value="settings" className={classes.body}>
          <RuleSettings key={rule.etag} rule={rule} />
        </Tabs.Panel>
        <Tabs.Panel value="customers" className={classes.list}>
          <RuleCustomers rule={rule} search={search} onSearch={onSearch} />
        </Tabs.Panel>
        <Tabs.Panel value="events" className={classes.list}>
          <EventFilters
            search={events}
            onChange={(next) => onSearch({ rule: ruleId, tab: 'events', ...next }, true)}
          />
          <EventsTable
            search={{ ...events, rule_id: ruleId }}
            without={['rule']}
            onPage={(paging) => onSearch({ ...search, ...paging })}
          />
        </Tabs.Panel>
      </Tabs>
    </section>
  );
};
