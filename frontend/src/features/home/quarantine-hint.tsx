import { IconHourglassHigh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCompanyId } from '@/api/session';
import { useFormat } from '@/lib/format';
import { Panel } from '@/ui/panel';
import { LinkButton } from '@/ui/text-link';

/** Debts older than the automation wait for a person; this says so until none is left. */
export const QuarantineHint = ({ count }: { count: number }) => {
  const { t } = useTranslation('home');
  const { number } = useFormat();
  const companyId = useCompanyId();
  if (count === 0) return null;
  return (
    <Panel title={t('quarantine.title', { count, number: number(count) })}>
      <p style={{ margin: '0 0 1rem' }}>{t('quarantine.text')}</p>
      <LinkButton
        variant="light"
        to="/c/$companyId/quarantine"
        params={{ companyId }}
        leftSection={<IconHourglassHigh size={16} aria-hidden />}
      >
        {t('quarantine.go')}
      </LinkButton>
    </Panel>
  );
};
