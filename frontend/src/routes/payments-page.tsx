import { Button, Group } from '@mantine/core';
import { IconFileImport, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useCompanyId, useMay } from '@/api/session';
import { companyQuery } from '@/api/versioned';
import { AllocatePayment } from '@/features/payments/allocate-payment';
import { BankFileDialog } from '@/features/payments/bank-file-dialog';
import { PaymentFilters } from '@/features/payments/payment-filters';
import type { PaymentSearch } from '@/features/payments/payment-search';
import { PaymentsTable } from '@/features/payments/payments-table';
import { PaymentsTabs } from '@/features/payments/payments-tabs';
import { RecordPayment } from '@/features/payments/record-payment';
import { localToday } from '@/lib/format';
import { Allowed } from '@/ui/allowed';
import { PageHeader } from '@/ui/page-header';
import { Panel } from '@/ui/panel';

const route = getRouteApi('/signed-in/c/$companyId/payments');

export const PaymentsPage = () => {
  const { t } = useTranslation('payments');
  const companyId = useCompanyId();
  const may = useMay('payments.edit');
  const search = route.useSearch();
  const navigate = useNavigate();
  const company = useQuery(companyQuery(companyId)).data;
  const [isRecording, setRecording] = useState(false);
  const [isTakingFile, setTakingFile] = useState(false);
  const [allocating, setAllocating] = useState<Schemas['Payment']>();
  const go = (next: PaymentSearch, replace: boolean) =>
    navigate({ to: '/c/$companyId/payments', params: { companyId }, search: next, replace });
  const actions = (
    <Group gap="sm">
      <Allowed may={may}>
        <Button
          variant="default"
          leftSection={<IconFileImport size={16} aria-hidden />}
          onClick={() => setTakingFile(true)}
        >
          {t('bank.title')}
        </Button>
      </Allowed>
      <Allowed may={may}>
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setRecording(true)}>
          {t('record')}
        </Button>
      </Allowed>
    </Group>
  );
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} actions={actions} />
      <Panel flush>
        <PaymentsTabs tab="payments">
          <PaymentFilters search={search} onChange={(next) => go(next, true)} />
          <PaymentsTable
            search={search}
            onPage={(paging) => go({ ...search, ...paging }, false)}
            may={may}
            onAllocate={setAllocating}
          />
        </PaymentsTabs>
      </Panel>
      {isTakingFile && <BankFileDialog onClose={() => setTakingFile(false)} />}
      {allocating && (
        <AllocatePayment payment={allocating} onClose={() => setAllocating(undefined)} />
      )}
      {isRecording && (
        <RecordPayment
          today={company?.today ?? localToday()}
          currency={company?.currency ?? 'EUR'}
          onClose={() => setRecording(false)}
        />
      )}
    </>
  );
};
