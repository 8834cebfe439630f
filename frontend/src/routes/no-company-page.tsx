import { IconBuilding } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/ui/states';

export const NoCompanyPage = () => {
  const { t } = useTranslation();
  return (
    <main>
      <EmptyState icon={IconBuilding} isPage title={t('shell.noCompanies')}>
        {t('shell.noCompaniesText')}
      </EmptyState>
    </main>
  );
};
