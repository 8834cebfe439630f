import { Alert } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { $api } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { Panel } from '@/ui/panel';
import { PaperLink } from '@/ui/paper-link';
import { ErrorState, SkeletonRows } from '@/ui/states';
import { PossessionHistory } from './possession-history';
import { PossessionNext } from './possession-next';
import { PossessionTimeline } from './possession-timeline';
import { RecordDialog } from './record-dialog';
import type { Recording } from './record-values';

type Props = { caseId: string; today: string | undefined };

/** How far taking possession of an apartment has come on a case, and what a person records of it. */
export const PossessionPanel = ({ caseId, today }: Props) => {
  const { t } = useTranslation('possession');
  const company_id = useCompanyId();
  const [recording, setRecording] = useState<Recording>();
  const { data, error, refetch } = $api.useQuery(
    'get',
    '/v1/companies/{company_id}/cases/{case_id}/possession',
    { params: { path: { company_id, case_id: caseId } } },
  );
  const isFurther = data && data.round > 1;
  return (
    <Panel
      title={t('title')}
      aside={
        data?.tenant_name && (
          <PaperLink
            path={`/v1/companies/${company_id}/cases/${caseId}/possession/tenant-copy.pdf`}
          >
            {t('tenantCopy')}
          </PaperLink>
        )
      }
      lead={isFurther ? t('round', { number: data.round }) : undefined}
    >
      {!data &&
        (error ? <ErrorState error={error} onRetry={refetch} /> : <SkeletonRows rows={4} />)}
      {data && !data.is_housing_company && <Alert color="fjord">{t('notHousing')}</Alert>}
      {data?.is_housing_company && (
        <>
          <PossessionNext
            possession={data}
            isWaiting={data.timeline.some(
              ({ code, state }) => code === 'warning_prepared' && state === 'done',
            )}
            onRecord={setRecording}
          />
          <PossessionTimeline possession={data} />
          <PossessionHistory possession={data} />
        </>
      )}
      {data && recording && today && (
        <RecordDialog
          recording={recording}
          possession={data}
          today={today}
          onClose={() => setRecording(undefined)}
        />
      )}
    </Panel>
  );
};
