import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCompanyId } from '@/api/session';
import { ImportsTable } from '@/features/imports/imports-table';
import { UploadForm } from '@/features/imports/upload-form';
import { PageHeader } from '@/ui/page-header';
import { Panel } from '@/ui/panel';

const route = getRouteApi('/signed-in/c/$companyId/imports');

export const ImportsPage = () => {
  const { t } = useTranslation('imports');
  const companyId = useCompanyId();
  const search = route.useSearch();
  const navigate = useNavigate();
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <div style={{ display: 'grid', gap: '1.25rem' }}>
        <Panel title={t('bring')}>
          <UploadForm
            onStarted={(importId) =>
              navigate({ to: '/c/$companyId/imports/$importId', params: { companyId, importId } })
            }
          />
        </Panel>
        <Panel title={t('earlier')} flush>
          <ImportsTable
            paging={search}
            onPage={(paging) =>
              navigate({ to: '/c/$companyId/imports', params: { companyId }, search: paging })
            }
          />
        </Panel>
      </div>
    </>
  );
};
