import { useTranslation } from 'react-i18next';
import { useCompanyId } from '@/api/session';
import { TextLink } from '@/ui/text-link';

/** The way back to all texts of letters. */
export const ToLetters = () => {
  const { t } = useTranslation('settings');
  const companyId = useCompanyId();
  return (
    <TextLink to="/c/$companyId/settings" params={{ companyId }} search={{ tab: 'letters' }}>
      {t('title')} · {t('tabs.letters')}
    </TextLink>
  );
};
