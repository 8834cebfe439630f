import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCompanyId, useMay } from '@/api/session';
import { CustomerFilters } from '@/features/customers/customer-filters';
import type { CustomerSearch } from '@/features/customers/customer-search';
import { CustomersTable } from '@/features/customers/customers-table';
import { MoveMenu } from '@/features/customers/move-menu';
import { NewCustomerDialog } from '@/features/customers/new-customer-dialog';
import { useSelection } from '@/lib/selection';
import { Allowed } from '@/ui/allowed';
import { PageHeader } from '@/ui/page-header';
import { Panel } from '@/ui/panel';
import { SelectionBar } from '@/ui/selection-bar';

const route = getRouteApi('/signed-in/c/$companyId/customers');

export const CustomersPage = () => {
  const { t } = useTranslation('customers');
  const companyId = useCompanyId();
  const mayEdit = useMay('customers.edit');
  const mayMove = useMay('rules.edit');
  const search = route.useSearch();
  const navigate = useNavigate();
  const selection = useSelection();
  const [isAdding, setAdding] = useState(false);
  const go = (next: CustomerSearch, replace: boolean) =>
    navigate({ to: '/c/$companyId/customers', params: { companyId }, search: next, replace });
  const add = (
    <Allowed may={mayEdit}>
      <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAdding(true)}>
        {t('add')}
      </Button>
    </Allowed>
  );
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} actions={add} />
      <Panel flush>
        <CustomerFilters search={search} onChange={(next) => go(next, true)} />
        <CustomersTable
          search={search}
          onPage={(paging) => go({ ...search, ...paging }, false)}
          selection={mayMove ? selection : undefined}
        />
      </Panel>
      <SelectionBar selection={selection}>
        <MoveMenu selection={selection} />
      </SelectionBar>
      {isAdding && (
        <NewCustomerDialog
          onClose={() => setAdding(false)}
          onCreated={(customerId) =>
            navigate({
              to: '/c/$companyId/customers/$customerId',
              params: { companyId, customerId },
            })
          }
        />
      )}
    </>
  );
};
