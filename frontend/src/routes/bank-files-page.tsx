import { Button } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCompanyId, useMay } from '@/api/session';
import { BankFileDialog } from '@/features/payments/bank-file-dialog';
import { BankFilesTable } from '@/features/payments/bank-files-table';
import { PaymentsTabs } from '@/features/payments/payments-tabs';
import { Allowed } from '@/ui/allowed';
import { PageHeader } from '@/ui/page-header';
import { Panel } from '@/ui/panel';

const route = getRouteApi('/signed-in/c/$companyId/payments/files');

export const BankFilesPage = () => {
  const { t } = useTranslation('payments');
  const companyId = useCompanyId();
  const may = useMay('payments.edit');
  const search = route.useSearch();
  const navigate = useNavigate();
  const [isTakingFile, setTakingFile] = useState(false);
  const action = (
    <Allowed may={may}>
      <Button
        leftSection={<IconFileImport size={16} aria-hidden />}
        onClick={() => setTakingFile(true)}
      >
        {t('bank.title')}
      </Button>
    </Allowed>
  );
  return (
    <>
      <PageHeader title={t('tabs.files')} lead={t('files.lead')} actions={action} />
      <Panel flush>
        <PaymentsTabs tab="files">
          <BankFilesTable
            paging={search}
            onPage={(paging) =>
              navigate({
                to: '/c/$companyId/payments/files',
                params: { companyId },
                search: paging,
              })
            }
          />
        </PaymentsTabs>
      </Panel>
      {isTakingFile && <BankFileDialog onClose={() => setTakingFile(false)} />}
    </>
  );
};
