import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { $api } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { QuarantineLink } from '@/features/backlog/quarantine-link';
import { ImportLines } from '@/features/imports/import-lines';
import { ImportProgress } from '@/features/imports/import-progress';
import { Instant } from '@/ui/day';
import { PageHeader } from '@/ui/page-header';
import { ErrorState, SkeletonRows } from '@/ui/states';
import { TextLink } from '@/ui/text-link';

const route = getRouteApi('/signed-in/c/$companyId/imports/$importId');

const isGoing = (state: string | undefined) => state === 'receiving' || state === 'running';

export const ImportPage = () => {
  const { t } = useTranslation('imports');
  const companyId = useCompanyId();
  const { importId } = route.useParams();
  const search = route.useSearch();
  const navigate = useNavigate();
  const { data, error, refetch } = $api.useQuery(
    'get',
    '/v1/companies/{company_id}/imports/{import_id}',
    { params: { path: { company_id: companyId, import_id: importId } } },
    { refetchInterval: ({ state }) => (isGoing(state.data?.state) ? 1000 : false) },
  );
  if (!data) return error ? <ErrorState error={error} onRetry={refetch} /> : <SkeletonRows />;
  const back = (
    <TextLink to="/c/$companyId/imports" params={{ companyId }}>
      {t('title')}
    </TextLink>
  );
  return (
    <>
      <PageHeader
        title={data.file_name ?? t('unnamed')}
        kicker={back}
        lead={
          <>
            <Instant at={data.created_at} /> {data.is_dry_run && t('dryRunText')}
          </>
        }
      />
      <div style={{ display: 'grid', gap: '1.25rem' }}>
        <ImportProgress row={data} />
        {data.state === 'finished' && !data.is_dry_run && <QuarantineLink />}
        <ImportLines
          importId={importId}
          doneCount={data.done_count}
          search={search}
          onChange={(next) =>
            navigate({
              to: '/c/$companyId/imports/$importId',
              params: { companyId, importId },
              search: next,
              resetScroll: false,
            })
          }
        />
      </div>
    </>
  );
};
