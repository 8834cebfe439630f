import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCompanyId } from '@/api/session';
import { HoldFilters } from '@/features/holds/hold-filters';
import type { HoldSearch } from '@/features/holds/hold-search';
import { HoldsTable } from '@/features/holds/holds-table';
import { PageHeader } from '@/ui/page-header';
import { Panel } from '@/ui/panel';

const route = getRouteApi('/signed-in/c/$companyId/holds');

export const HoldsPage = () => {
  const { t } = useTranslation('holds');
  const companyId = useCompanyId();
  const search = route.useSearch();
  const navigate = useNavigate();
  const go = (next: HoldSearch, replace: boolean) =>
    navigate({ to: '/c/$companyId/holds', params: { companyId }, search: next, replace });
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <Panel flush>
        <HoldFilters search={search} onChange={(next) => go(next, true)} />
        <HoldsTable search={search} onPage={(paging) => go({ ...search, ...paging }, false)} />
      </Panel>
    </>
  );
};
