import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCompanyId } from '@/api/session';
import { ChainState } from '@/features/events/chain-state';
import { EventFilters } from '@/features/events/event-filters';
import type { EventSearch } from '@/features/events/event-search';
import { EventsTable } from '@/features/events/events-table';
import { PageHeader } from '@/ui/page-header';
import { Panel } from '@/ui/panel';

const route = getRouteApi('/signed-in/c/$companyId/events');

export const EventsPage = () => {
  const { t } = useTranslation('events');
  const companyId = useCompanyId();
  const search = route.useSearch();
  const navigate = useNavigate();
  const go = (next: EventSearch, replace: boolean) =>
    navigate({ to: '/c/$companyId/events', params: { companyId }, search: next, replace });
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} actions={<ChainState />} />
      <Panel flush>
        <EventFilters search={search} onChange={(next) => go(next, true)} />
        <EventsTable search={search} onPage={(paging) => go({ ...search, ...paging }, false)} />
      </Panel>
    </>
  );
};
