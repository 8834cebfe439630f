import { IconLink, IconLinkOff, IconShieldCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { $api } from '@/api/client';
import { companyPath, useCompanyId } from '@/api/session';
import { useFormat } from '@/lib/format';
import { Status } from '@/ui/status';

/** Whether the log is exactly what was once written. */
export const ChainState = () => {
  const { t } = useTranslation('events');
  const { number } = useFormat();
  const { data } = $api.useQuery(
    'get',
    '/v1/companies/{company_id}/event-verification',
    companyPath(useCompanyId()),
    { staleTime: 60_000 },
  );
  if (!data)
    return (
      <Status tone="rest" icon={IconLink}>
        {t('chain.checking')}
      </Status>
    );
  if (!data.is_intact)
    return (
      <Status tone="bad" icon={IconLinkOff}>
        {t('chain.broken', { seq: data.broken_at_seq })}
      </Status>
    );
  return (
    <Status tone="good" icon={IconShieldCheck}>
      {t('chain.intact', { count: data.event_count, number: number(data.event_count) })}
    </Status>
  );
};
