import { Tabs } from '@mantine/core';
import { IconBuilding, IconFileInvoice, IconUser } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCompanyId } from '@/api/session';
import { customerQuery } from '@/api/versioned';
import { CustomerCase } from '@/features/collection/customer-case';
import { CustomerForm } from '@/features/customers/customer-form';
import { CustomerSummary } from '@/features/customers/customer-summary';
import { RecipientsList } from '@/features/customers/recipients-list';
import { EventsTable } from '@/features/events/events-table';
import { HoldsPanel } from '@/features/holds/holds-panel';
import { InvoicesTable } from '@/features/invoices/invoices-table';
import type { Paging } from '@/lib/search';
import { PageHeader } from '@/ui/page-header';
import { Panel } from '@/ui/panel';
import { PaperLink } from '@/ui/paper-link';
import { EmptyState, ErrorState, SkeletonRows } from '@/ui/states';
import { Status } from '@/ui/status';
import classes from './customer-page.module.css';

const route = getRouteApi('/signed-in/c/$companyId/customers/$customerId');
const tabs = ['invoices', 'holds', 'recipients', 'events', 'details'] as const;
type Tab = (typeof tabs)[number];

export const CustomerPage = () => {
  const { t } = useTranslation('customers');
  const common = useTranslation().t;
  const words = useTranslation('invoices').t;
  const companyId = useCompanyId();
  const { customerId } = route.useParams();
  const { tab = 'invoices', ...paging } = route.useSearch();
  const navigate = useNavigate();
  const { data: customer, error, refetch } = useQuery(customerQuery(companyId, customerId));
  const go = (next: Tab, at: Paging = {}) =>
    navigate({
      to: '/c/$companyId/customers/$customerId',
      params: { companyId, customerId },
      search: { tab: next, ...at },
      resetScroll: false,
    });
  if (!customer) return error ? <ErrorState error={error} onRetry={refetch} /> : <SkeletonRows />;
  const kind = (
    <>
      <Status tone="rest" icon={customer.kind === 'consumer' ? IconUser : IconBuilding}>
        {common(`customerKind.${customer.kind}`)}
      </Status>
      <PaperLink path={`/v1/companies/${companyId}/customers/${customerId}/statement.pdf`}>
        {t('statement')}
      </PaperLink>
    </>
  );
  const noInvoices = <EmptyState icon={IconFileInvoice} title={words('noneOfCustomer')} />;
  return (
    <>
      <PageHeader title={customer.name} kicker={t('title')} actions={kind} />
      <div className={classes.stack}>
        <CustomerSummary customer={customer} />
        <CustomerCase customerId={customerId} />
        <Panel flush>
          <Tabs value={tab} onChange={(next) => go((next as Tab) ?? 'invoices')}>
            <Tabs.List px="md">
              {tabs.map((key) => (
                <Tabs.Tab key={key} value={key}>
                  {t(`tabs.${key}`)}
                </Tabs.Tab>
              ))}
            </Tabs.List>
            <Tabs.Panel value="invoices">
              <InvoicesTable
                search={{ ...paging, customer_id: customerId }}
                withoutCustomer
                onPage={(at) => go('invoices', at)}
                empty={noInvoices}
              />
            </Tabs.Panel>
            <Tabs.Panel value="recipients">
              <RecipientsList customerId={customerId} />
            </Tabs.Panel>
            <Tabs.Panel value="holds">
              <HoldsPanel customerId={customerId} isInTab />
            </Tabs.Panel>
            <Tabs.Panel value="events">
              <EventsTable
                search={{ ...paging, customer_id: customerId }}
                without={['customer']}
                onPage={(at) => go('events', at)}
              />
            </Tabs.Panel>
            <Tabs.Panel value="details" className={classes.details}>
              <CustomerForm key={customer.etag} customer={customer} />
            </Tabs.Panel>
          </Tabs>
        </Panel>
      </div>
    </>
  );
};
