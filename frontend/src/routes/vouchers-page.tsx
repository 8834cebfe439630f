import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCompanyId } from '@/api/session';
import { companyQuery } from '@/api/versioned';
import { PaymentsTabs } from '@/features/payments/payments-tabs';
import { ExportVouchers } from '@/features/vouchers/export-vouchers';
import { VoucherDialog } from '@/features/vouchers/voucher-dialog';
import { VoucherFilters } from '@/features/vouchers/voucher-filters';
import type { VoucherSearch } from '@/features/vouchers/voucher-search';
import { VouchersTable } from '@/features/vouchers/vouchers-table';
import { localToday } from '@/lib/format';
import { PageHeader } from '@/ui/page-header';
import { Panel } from '@/ui/panel';

const route = getRouteApi('/signed-in/c/$companyId/payments/vouchers');

export const VouchersPage = () => {
  const { t } = useTranslation('vouchers');
  const companyId = useCompanyId();
  const search = route.useSearch();
  const navigate = useNavigate();
  const today = useQuery(companyQuery(companyId)).data?.today ?? localToday();
  const [isExporting, setExporting] = useState(false);
  const go = (next: VoucherSearch) =>
    navigate({
      to: '/c/$companyId/payments/vouchers',
      params: { companyId },
      search: next,
      resetScroll: false,
    });
  const action = (
    <Button
      variant="default"
      leftSection={<IconDownload size={16} aria-hidden />}
      onClick={() => setExporting(true)}
    >
      {t('export.open')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} actions={action} />
      <Panel flush>
        <PaymentsTabs tab="vouchers">
          <VoucherFilters search={search} onChange={go} />
          <VouchersTable
            search={search}
            onPage={(paging) => go({ ...search, ...paging })}
            onOpen={(voucher) => go({ ...search, voucher })}
          />
        </PaymentsTabs>
      </Panel>
      {search.voucher && (
        <VoucherDialog
          voucherId={search.voucher}
          onClose={() => go({ ...search, voucher: undefined })}
        />
      )}
      {isExporting && (
        <ExportVouchers
          from={search.booked_from}
          to={search.booked_to}
          today={today}
          onClose={() => setExporting(false)}
        />
      )}
    </>
  );
};
