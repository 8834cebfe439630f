import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCompanyId, useMay } from '@/api/session';
import { SendInvoices } from '@/features/invoices/dispatch-send';
import { InvoiceFilters } from '@/features/invoices/invoice-filters';
import type { InvoiceSearch } from '@/features/invoices/invoice-search';
import { InvoicesTable } from '@/features/invoices/invoices-table';
import { useSelection } from '@/lib/selection';
import { PageHeader } from '@/ui/page-header';
import { Panel } from '@/ui/panel';
import { SelectionBar } from '@/ui/selection-bar';

const route = getRouteApi('/signed-in/c/$companyId/invoices');

export const InvoicesPage = () => {
  const { t } = useTranslation('invoices');
  const companyId = useCompanyId();
  const search = route.useSearch();
  const navigate = useNavigate();
  const mayEdit = useMay('dispatches.edit');
  const selection = useSelection();
  const isUnsent = ['ignored', 'failed'].includes(search.first_dispatch ?? '');
  const go = (next: InvoiceSearch, replace: boolean) =>
    navigate({ to: '/c/$companyId/invoices', params: { companyId }, search: next, replace });
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <Panel flush>
        <InvoiceFilters search={search} onChange={(next) => go(next, true)} />
        <InvoicesTable
          search={search}
          selection={mayEdit && (isUnsent || search.state === 'unsent') ? selection : undefined}
          onPage={(paging) => go({ ...search, ...paging }, false)}
        />
        <SelectionBar selection={selection}>
          <SendInvoices selection={selection} />
        </SelectionBar>
      </Panel>
    </>
  );
};
