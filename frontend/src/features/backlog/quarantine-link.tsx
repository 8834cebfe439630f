import { IconHourglassHigh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { $api } from '@/api/client';
import { useCompanyId, useMay } from '@/api/session';
import { Panel } from '@/ui/panel';
import { LinkButton } from '@/ui/text-link';

/** Leads to what waits for a decision, where there is any: after an import, on Home. */
export const QuarantineLink = () => {
  const { t } = useTranslation('quarantine');
  const company_id = useCompanyId();
  const may = useMay('invoices.read');
  const { data } = $api.useQuery(
    'get',
    '/v1/companies/{company_id}/quarantine/summary',
    { params: { path: { company_id } } },
    { enabled: may },
  );
  if (!data || data.invoice_count === 0) return null;
  return (
    <Panel title={t('hint.imported', { count: data.invoice_count })}>
      <p style={{ margin: '0 0 1rem' }}>{t('hint.text')}</p>
      <LinkButton
        variant="light"
        to="/c/$companyId/quarantine"
        params={{ companyId: company_id }}
        leftSection={<IconHourglassHigh size={16} aria-hidden />}
      >
        {t('hint.go')}
      </LinkButton>
    </Panel>
  );
};
