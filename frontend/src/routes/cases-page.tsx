import { Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useCompanyId, useMay } from '@/api/session';
import { companyQuery } from '@/api/versioned';
import { CasesTable } from '@/features/cases/cases-table';
import { ChangeOutcome } from '@/features/worklist/change-outcome';
import { LastChange } from '@/features/worklist/last-change';
import { useWorklist } from '@/features/worklist/use-worklist';
import { WorklistFilters } from '@/features/worklist/worklist-filters';
import type { WorklistSearch } from '@/features/worklist/worklist-search';
import { WorklistTabs } from '@/features/worklist/worklist-tabs';
import { PrintList, WorklistView } from '@/features/worklist/worklist-view';
import { PageHeader } from '@/ui/page-header';
import { Panel } from '@/ui/panel';
import { ForbiddenState } from '@/ui/states';
import { LinkButton } from '@/ui/text-link';
import { WorklistDrawer } from './worklist-drawer';

const route = getRouteApi('/signed-in/c/$companyId/cases');

const closedSearch = ({ cursor, page, search, rule_id }: WorklistSearch) => ({
  cursor,
  page,
  search,
  rule_id,
  state: 'closed' as const,
});

export const CasesPage = () => {
  const { t } = useTranslation('worklist');
  const companyId = useCompanyId();
  const mayRead = useMay('invoices.read');
  const search = route.useSearch();
  const navigate = useNavigate();
  const [shown, setShown] = useState<Schemas['StatusChange']>();
  const { data: list } = useWorklist(search.rule_id);
  const undoMinutes = useQuery(companyQuery(companyId)).data?.undo_window_minutes;
  const { state, tab = 'list', rule_id } = search;
  const go = (next: WorklistSearch, replace = false) =>
    navigate({
      to: '/c/$companyId/cases',
      params: { companyId },
      search: next,
      replace,
      resetScroll: false,
    });
  const turnTo = (next: string | null) =>
    go(next === 'closed' ? { rule_id, state: next } : { rule_id, tab: next ?? undefined });
  if (!mayRead) return <ForbiddenState />;
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          <>
            {!state && <PrintList />}
            <LinkButton variant="default" to="/c/$companyId/holds" params={{ companyId }}>
              {t('cases:toHolds')}
            </LinkButton>
          </>
        }
      />
      <LastChange list={list} onShow={setShown} />
      <Panel flush>
        <Tabs value={state ?? tab} onChange={turnTo} keepMounted={false}>
          <WorklistTabs list={list} />
          <Tabs.Panel value={state ?? tab} pt="md">
            <WorklistFilters search={search} list={list} onChange={(next) => go(next, true)} />
            {state ? (
              <CasesTable
                search={closedSearch(search)}
                onPage={(paging) => go({ ...search, ...paging })}
              />
            ) : (
              <WorklistView
                key={`${tab} ${rule_id}`}
                search={search}
                list={list}
                undoMinutes={undoMinutes}
                onPage={(paging) => go({ ...search, ...paging })}
                onOpen={(row) => go({ ...search, shown: row.invoice_id })}
              />
            )}
          </Tabs.Panel>
        </Tabs>
      </Panel>
      {search.shown && (
        <WorklistDrawer
          invoiceId={search.shown}
          onClose={() => go({ ...search, shown: undefined })}
        />
      )}
      {shown && <ChangeOutcome change={shown} list={list} onClose={() => setShown(undefined)} />}
    </>
  );
};
