import { Button, Select, Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCompanyId, useMay } from '@/api/session';
import { companyQuery } from '@/api/versioned';
import { DueDialog } from '@/features/interest/due-dialog';
import { type Due, DuesTable, dueKey } from '@/features/interest/dues-table';
import {
  type InterestSearch,
  type InterestTab,
  interestTabs,
  orderStates,
} from '@/features/interest/interest-search';
import { OrderDialog } from '@/features/interest/order-dialog';
import { OrderInterest } from '@/features/interest/order-interest';
import { OrdersTable } from '@/features/interest/orders-table';
import { oneOf, refiltered } from '@/lib/search';
import { useSelection } from '@/lib/selection';
import { FilterBar } from '@/ui/filter-bar';
import { Money } from '@/ui/money';
import { PageHeader } from '@/ui/page-header';
import { Panel } from '@/ui/panel';
import { SearchField } from '@/ui/search-field';
import { SelectionBar } from '@/ui/selection-bar';
import { ForbiddenState } from '@/ui/states';
import { TextLink } from '@/ui/text-link';
import classes from './interest-page.module.css';

const route = getRouteApi('/signed-in/c/$companyId/interest');

export const InterestPage = () => {
  const { t } = useTranslation('interest');
  const companyId = useCompanyId();
  const mayRead = useMay('invoices.read');
  const mayEdit = useMay('invoices.edit');
  const search = route.useSearch();
  const navigate = useNavigate();
  const company = useQuery(companyQuery(companyId)).data;
  const selection = useSelection();
  const [shown, setShown] = useState<Due>();
  const [ordering, setOrdering] = useState<string[]>();
  const tab = search.tab ?? 'ready';
  const go = (next: InterestSearch, replace = false) =>
    navigate({
      to: '/c/$companyId/interest',
      params: { companyId },
      search: next,
      replace,
      resetScroll: false,
    });
  const turnTo = (next: string | null) => {
    selection.clear();
    go({ tab: oneOf<InterestTab>(next, interestTabs) });
  };
  if (!mayRead) return <ForbiddenState />;
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <Panel flush>
        <Tabs value={tab} onChange={turnTo}>
          <Tabs.List px="md" mb="md">
            {interestTabs.map((key) => (
              <Tabs.Tab key={key} value={key}>
                {t(`tabs.${key}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value={tab}>
            {tab === 'orders' ? (
              <>
                <OrderFilters search={search} onChange={(next) => go(next, true)} />
                <OrdersTable
                  search={search}
                  onPage={(paging) => go({ ...search, ...paging })}
                  onShow={(order) => go({ ...search, order })}
                />
              </>
            ) : (
              <>
                <p className={classes.limit}>
                  {t(`limit.${tab}`)}{' '}
                  {company && (
                    <strong>
                      <Money amount={company.interest_invoice_limit} currency={company.currency} />
                    </strong>
                  )}
                  {'. '}
                  <TextLink
                    to="/c/$companyId/settings"
                    params={{ companyId }}
                    search={{ tab: 'interest' }}
                  >
                    {t('limit.change')}
                  </TextLink>
                </p>
                <DueFilters search={search} onChange={(next) => go(next, true)} />
                <DuesTable
                  key={tab}
                  search={search}
                  isBelow={tab === 'below'}
                  selection={mayEdit ? selection : undefined}
                  onPage={(paging) => go({ ...search, ...paging })}
                  onShow={setShown}
                />
                <SelectionBar selection={selection}>
                  <Button onClick={() => setOrdering([...selection.ids])}>{t('order.ask')}</Button>
                </SelectionBar>
              </>
            )}
          </Tabs.Panel>
        </Tabs>
      </Panel>
      {shown && !ordering && (
        <DueDialog
          due={shown}
          onOrder={() => setOrdering([dueKey(shown)])}
          onClose={() => setShown(undefined)}
        />
      )}
      {ordering && (
        <OrderInterest
          keys={ordering}
          comment={company?.interest_invoice_comment ?? ''}
          onClose={() => setOrdering(undefined)}
          onDone={() => {
            setOrdering(undefined);
            setShown(undefined);
            turnTo('orders');
          }}
        />
      )}
      {search.order && (
        <OrderDialog id={search.order} onClose={() => go({ ...search, order: undefined })} />
      )}
    </>
  );
};

type FilterProps = { search: InterestSearch; onChange: (search: InterestSearch) => void };

const DueFilters = ({ search, onChange }: FilterProps) => {
  const { t } = useTranslation('interest');
  const set = (sought?: string) => onChange(refiltered(search, { search: sought }));
  return (
    <FilterBar isFiltered={search.search !== undefined} onClear={() => set()}>
      <SearchField
        label={t('search')}
        placeholder={t('searchPlaceholder')}
        value={search.search}
        onChange={set}
      />
    </FilterBar>
  );
};

const OrderFilters = ({ search, onChange }: FilterProps) => {
  const { t } = useTranslation('interest');
  const common = useTranslation().t;
  const set = (state?: InterestSearch['state']) => onChange(refiltered(search, { state }));
  return (
    <FilterBar isFiltered={search.state !== undefined} onClear={() => set()}>
      <Select
        label={t('state')}
        placeholder={common('any')}
        clearable
        value={search.state ?? null}
        data={orderStates.map((value) => ({ value, label: t(`states.${value}`) }))}
        onChange={(next) => set(oneOf(next, orderStates))}
      />
    </FilterBar>
  );
};
