import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCompanyId } from '@/api/session';
import { InvoiceFilters } from '@/features/invoices/invoice-filters';
import type { InvoiceSearch } from '@/features/invoices/invoice-search';
import { InvoicesTable } from '@/features/invoices/invoices-table';
import { PageHeader } from '@/ui/page-header';
import { Panel } from '@/ui/panel';

const route = getRouteApi('/signed-in/c/$companyId/invoices');

export const InvoicesPage = () => {
  const { t } = useTranslation('invoices');
  const companyId = useCompanyId();
  const search = route.useSearch();
  const navigate = useNavigate();
  const go = (next: InvoiceSearch, replace: boolean) =>
    navigate({ to: '/c/$companyId/invoices', params: { companyId }, search: next, replace });
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <Panel flush>
        <InvoiceFilters search={search} onChange={(next) => go(next, true)} />
        <InvoicesTable search={search} onPage={(paging) => go({ ...search, ...paging }, false)} />
      </Panel>
    </>
  );
};
