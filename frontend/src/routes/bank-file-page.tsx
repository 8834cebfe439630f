import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { $api } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { BankEntries } from '@/features/payments/bank-entries';
import { BankFileFacts } from '@/features/payments/bank-file-facts';
import { BankFileNotes } from '@/features/payments/bank-file-notes';
import { Actor } from '@/ui/actor';
import { Instant } from '@/ui/day';
import { PageHeader } from '@/ui/page-header';
import { Panel } from '@/ui/panel';
import { ErrorState, SkeletonRows } from '@/ui/states';
import { TextLink } from '@/ui/text-link';

const route = getRouteApi('/signed-in/c/$companyId/payments/files/$bankFileId');

export const BankFilePage = () => {
  const { t } = useTranslation('payments');
  const companyId = useCompanyId();
  const { bankFileId } = route.useParams();
  const search = route.useSearch();
  const navigate = useNavigate();
  const { data, error, refetch } = $api.useQuery(
    'get',
    '/v1/companies/{company_id}/bank-files/{bank_file_id}',
    { params: { path: { company_id: companyId, bank_file_id: bankFileId } } },
  );
  if (!data) return error ? <ErrorState error={error} onRetry={refetch} /> : <SkeletonRows />;
  const back = (
    <TextLink to="/c/$companyId/payments/files" params={{ companyId }}>
      {t('tabs.files')}
    </TextLink>
  );
  return (
    <>
      <PageHeader
        title={data.file_name ?? t('files.unnamed')}
        kicker={back}
        lead={
          <>
            {t(`files.formats.${data.format.replace('.', '')}`)} · <Instant at={data.created_at} />{' '}
            · <Actor actor={data.actor} />
          </>
        }
      />
      <BankFileNotes file={data} />
      <div style={{ display: 'grid', gap: '1.25rem' }}>
        <Panel title={t('files.then')}>
          <BankFileFacts file={data} />
        </Panel>
        <Panel
          title={t('entries.title')}
          lead={
            data.duplicate_count > 0
              ? t('entries.known', { count: data.duplicate_count })
              : undefined
          }
          flush
        >
          <BankEntries
            bankFileId={bankFileId}
            search={search}
            onChange={(next) =>
              navigate({
                to: '/c/$companyId/payments/files/$bankFileId',
                params: { companyId, bankFileId },
                search: next,
                resetScroll: false,
              })
            }
          />
        </Panel>
      </div>
    </>
  );
};
