import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { $api } from '@/api/client';
import { companyPath, useCompany } from '@/api/session';
import { companyQuery } from '@/api/versioned';
import { Exceptions } from '@/features/home/exceptions';
import { LastRun } from '@/features/home/last-run';
import { QuarantineHint } from '@/features/home/quarantine-hint';
import { SwitchCard } from '@/features/home/switch-card';
import { WeekPanel } from '@/features/home/week-panel';
import { Day } from '@/ui/day';
import { PageHeader } from '@/ui/page-header';
import { ErrorState, SkeletonRows } from '@/ui/states';
import classes from './home-page.module.css';

const route = getRouteApi('/signed-in/c/$companyId/home');

export const HomePage = () => {
  const { t } = useTranslation('home');
  const { id, name } = useCompany();
  const search = route.useSearch();
  const navigate = useNavigate();
  const company = useQuery(companyQuery(id));
  const { data, error, refetch } = $api.useQuery(
    'get',
    '/v1/companies/{company_id}/automation',
    companyPath(id),
    { refetchInterval: 30_000 },
  );
  const turn = (paging: typeof search) =>
    navigate({ to: '/c/$companyId/home', params: { companyId: id }, search: paging });
  return (
    <>
      <PageHeader
        title={name}
        kicker={company.data && <Day on={company.data.today} withWeekday />}
        lead={t('lead')}
      />
      {!data &&
        (error ? <ErrorState error={error} onRetry={refetch} /> : <SkeletonRows rows={6} />)}
      {data && (
        <div className={classes.grid}>
          <div className={classes.side}>
            <SwitchCard automation={data} />
            <QuarantineHint count={data.quarantined_count ?? 0} />
            <LastRun automation={data} />
          </div>
          <div className={classes.main}>
            <WeekPanel automation={data} />
            <Exceptions paging={search} onPage={turn} />
          </div>
        </div>
      )}
    </>
  );
};
