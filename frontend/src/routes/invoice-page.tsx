import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCompanyId } from '@/api/session';
import { companyQuery, invoiceQuery } from '@/api/versioned';
import { ClaimPanel } from '@/features/claims/claim-panel';
import { PartPanel } from '@/features/collection/part-panel';
import { InvoiceLetters } from '@/features/dispatches/invoice-letters';
import { EventsTable } from '@/features/events/events-table';
import { HoldsPanel } from '@/features/holds/holds-panel';
import { DispatchPanel } from '@/features/invoices/dispatch-panel';
import { InvoiceFlags } from '@/features/invoices/invoice-flags';
import { InvoiceItems } from '@/features/invoices/invoice-items';
import type { InvoicePageSearch } from '@/features/invoices/invoice-search';
import { InvoiceStateMark } from '@/features/invoices/invoice-state';
import { InvoiceSummary } from '@/features/invoices/invoice-summary';
import { WhyPanel } from '@/features/invoices/why-panel';
import { NotesPanel } from '@/features/notes/notes-panel';
import { InvoiceMoneyMenu } from '@/features/payments/invoice-money-menu';
import { InvoicePossession } from '@/features/possession/invoice-possession';
import { PageHeader } from '@/ui/page-header';
import { Panel } from '@/ui/panel';
import { ErrorState, SkeletonRows } from '@/ui/states';
import { TextLink } from '@/ui/text-link';
import classes from './invoice-page.module.css';

const route = getRouteApi('/signed-in/c/$companyId/invoices/$invoiceId');

export const InvoicePage = () => {
  const { t } = useTranslation('invoices');
  const companyId = useCompanyId();
  const { invoiceId } = route.useParams();
  const search = route.useSearch();
  const navigate = useNavigate();
  const { data: invoice, error, refetch } = useQuery(invoiceQuery(companyId, invoiceId));
  const today = useQuery(companyQuery(companyId)).data?.today;
  const go = (next: InvoicePageSearch) =>
    navigate({
      to: '/c/$companyId/invoices/$invoiceId',
      params: { companyId, invoiceId },
      search: next,
      resetScroll: false,
    });
  if (!invoice) return error ? <ErrorState error={error} onRetry={refetch} /> : <SkeletonRows />;
  const customer = (
    <TextLink
      to="/c/$companyId/customers/$customerId"
      params={{ companyId, customerId: invoice.customer_id }}
    >
      {invoice.customer_name}
    </TextLink>
  );
  return (
    <>
      <PageHeader
        title={`${t(`kinds.${invoice.kind}`)} ${invoice.number}`}
        kicker={customer}
        actions={
          <>
            <InvoiceStateMark state={invoice.state} />
            <InvoiceMoneyMenu invoice={invoice} today={today} />
          </>
        }
      />
      <div className={classes.grid}>
        <div className={classes.main}>
          <InvoiceSummary invoice={invoice} today={today} />
          <InvoiceItems invoice={invoice} />
          <ClaimPanel
            invoiceId={invoiceId}
            on={search.claim_on}
            today={today}
            onAsk={(claim_on) => go({ ...search, claim_on })}
          />
          <InvoicePossession invoiceId={invoiceId} today={today} />
          <WhyPanel
            invoiceId={invoiceId}
            asOf={search.as_of}
            today={today}
            onAsk={(as_of) => go({ ...search, as_of })}
          />
        </div>
        <div className={classes.side}>
          <PartPanel invoiceId={invoiceId} />
          <DispatchPanel invoice={invoice} today={today} />
          <HoldsPanel customerId={invoice.customer_id} invoiceId={invoiceId} />
          <InvoiceFlags key={invoice.etag} invoice={invoice} />
          <InvoiceLetters invoiceId={invoiceId} />
          <Panel title={t('notes')}>
            <NotesPanel invoiceId={invoiceId} />
          </Panel>
        </div>
      </div>
      <Panel title={t('history')} flush>
        <EventsTable
          search={{ invoice_id: invoiceId, cursor: search.cursor, page: search.page }}
          without={['invoice', 'customer']}
          onPage={(paging) => go({ ...search, ...paging })}
        />
      </Panel>
    </>
  );
};
