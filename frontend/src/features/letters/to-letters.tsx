import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCompanyId } from '@/api/session';

/** The way back to all texts of letters. */
export const ToLetters = () => {
  const { t } = useTranslation('settings');
  const companyId = useCompanyId();
  return (
    <Link to="/c/$companyId/settings" params={{ companyId }} search={{ tab: 'letters' }}>
      {t('title')} · {t('tabs.letters')}
    </Link>
  );
};
