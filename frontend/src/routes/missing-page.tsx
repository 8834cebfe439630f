import { IconMap2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/ui/states';
import { LinkButton } from '@/ui/text-link';

export const MissingPage = () => {
  const { t } = useTranslation();
  return (
    <EmptyState
      icon={IconMap2}
      isPage
      title={t('missing.title')}
      action={<LinkButton to="/">{t('missing.home')}</LinkButton>}
    >
      {t('missing.text')}
    </EmptyState>
  );
};
