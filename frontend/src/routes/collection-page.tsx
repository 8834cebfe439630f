import { SegmentedControl } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCompanyId, useMay } from '@/api/session';
import { CaseFilters } from '@/features/collection/case-filters';
import { CasesTable } from '@/features/collection/cases-table';
import classes from '@/features/collection/collection.module.css';
import type { CollectionSearch } from '@/features/collection/collection-search';
import { InvoiceDrawer } from '@/features/collection/invoice-drawer';
import { MoveSelected } from '@/features/collection/move-selected';
import { OverdueFilters } from '@/features/collection/overdue-filters';
import { type Overdue, OverdueTable } from '@/features/collection/overdue-table';
import { RefusedTransfers } from '@/features/collection/refused-transfers';
import { useTransfer } from '@/features/collection/use-transfer';
import { useSelection } from '@/lib/selection';
import { PageHeader } from '@/ui/page-header';
import { Panel } from '@/ui/panel';
import { SelectionBar } from '@/ui/selection-bar';
import { LinkButton } from '@/ui/text-link';

const route = getRouteApi('/signed-in/c/$companyId/collection');
const sides = ['invoices', 'cases'] as const;

export const CollectionPage = () => {
  const { t } = useTranslation('collection');
  const companyId = useCompanyId();
  const may = useMay('runs.edit');
  const search = route.useSearch();
  const navigate = useNavigate();
  const selection = useSelection();
  const transfer = useTransfer(selection.clear);
  const [picked, setPicked] = useState<Overdue>();
  const go = (next: CollectionSearch, replace: boolean) =>
    navigate({ to: '/c/$companyId/collection', params: { companyId }, search: next, replace });
  const side = search.side ?? 'invoices';
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} actions={<ToMassRun />} />
      <div className={classes.sides}>
        <SegmentedControl
          fullWidth
          aria-label={t('side.label')}
          value={side}
          data={sides.map((value) => ({ value, label: t(`side.${value}`) }))}
          onChange={(next) => go({ ...search, side: next as typeof side }, true)}
        />
      </div>
      <div className={classes.columns}>
        <div data-hidden={side !== 'invoices' || undefined}>
          <Panel flush title={t('overdue.title')}>
            <OverdueFilters search={search} onChange={(next) => go(next, true)} />
            <OverdueTable
              search={search}
              selection={may ? selection : undefined}
              onPick={setPicked}
              onPage={({ cursor, page }) => go({ ...search, cursor, page }, false)}
            />
          </Panel>
        </div>
        <div data-hidden={side !== 'cases' || undefined}>
          <Panel flush title={t('cases.title')}>
            <CaseFilters search={search} onChange={(next) => go(next, true)} />
            <CasesTable
              search={search}
              onPage={({ cursor, page }) =>
                go({ ...search, case_cursor: cursor, case_page: page }, false)
              }
            />
          </Panel>
        </div>
      </div>
      <SelectionBar selection={selection}>
        <MoveSelected
          selection={selection}
          transfer={transfer}
          canMoveOut={search.show === 'all'}
        />
      </SelectionBar>
      {picked && (
        <InvoiceDrawer invoice={picked} transfer={transfer} onClose={() => setPicked(undefined)} />
      )}
      <RefusedTransfers transfer={transfer} />
    </>
  );
};

const ToMassRun = () => {
  const { t } = useTranslation();
  const companyId = useCompanyId();
  return (
    <LinkButton variant="default" to="/c/$companyId/mass-run" params={{ companyId }}>
      {t('nav.mass-run')}
    </LinkButton>
  );
};
