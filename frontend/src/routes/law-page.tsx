import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { $api } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { companyQuery } from '@/api/versioned';
import { LawFilters } from '@/features/law/law-filters';
import type { LawSearch } from '@/features/law/law-search';
import { LawView } from '@/features/law/law-view';
import { PageHeader } from '@/ui/page-header';
import { Panel } from '@/ui/panel';
import { ErrorState, SkeletonRows } from '@/ui/states';

const route = getRouteApi('/signed-in/c/$companyId/law');

export const LawPage = () => {
  const { t } = useTranslation('law');
  const companyId = useCompanyId();
  const search = route.useSearch();
  const navigate = useNavigate();
  const company = useQuery(companyQuery(companyId));
  const packs = $api.useQuery('get', '/v1/law-packs');
  const go = (change: LawSearch) =>
    navigate({
      to: '/c/$companyId/law',
      params: { companyId },
      search: { ...search, ...change },
      resetScroll: false,
    });
  const items = packs.data?.items ?? [];
  const own = items.find(({ country }) => country === company.data?.country) ?? items[0];
  const country = search.country ?? own?.country;
  const today = company.data?.today;
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <LawFilters packs={items} country={country} asOf={search.as_of} today={today} onChange={go} />
      {country && !company.isPending ? (
        <LawView country={country} asOf={search.as_of ?? today} />
      ) : (
        <Panel>
          {packs.error ? (
            <ErrorState error={packs.error} onRetry={packs.refetch} />
          ) : (
            <SkeletonRows rows={10} />
          )}
        </Panel>
      )}
    </>
  );
};
