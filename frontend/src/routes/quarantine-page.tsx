import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCompanyId, useMay } from '@/api/session';
import { companyQuery } from '@/api/versioned';
import { LeaveOut } from '@/features/backlog/leave-out';
import { type Done, OutcomeNote } from '@/features/backlog/outcome-note';
import { PullIn } from '@/features/backlog/pull-in';
import classes from '@/features/backlog/quarantine.module.css';
import { QuarantineFilters } from '@/features/backlog/quarantine-filters';
import type { QuarantineSearch } from '@/features/backlog/quarantine-search';
import { QuarantineSummary } from '@/features/backlog/quarantine-summary';
import { QuarantineTable } from '@/features/backlog/quarantine-table';
import { useSelection } from '@/lib/selection';
import { PageHeader } from '@/ui/page-header';
import { Panel } from '@/ui/panel';
import { SelectionBar } from '@/ui/selection-bar';

const route = getRouteApi('/signed-in/c/$companyId/quarantine');

export const QuarantinePage = () => {
  const { t } = useTranslation('quarantine');
  const companyId = useCompanyId();
  const may = useMay('runs.edit');
  const search = route.useSearch();
  const navigate = useNavigate();
  const selection = useSelection();
  const company = useQuery(companyQuery(companyId)).data;
  const [act, setAct] = useState<'pull' | 'leave'>();
  const [done, setDone] = useState<Done>();
  const go = (next: QuarantineSearch, replace = false) =>
    navigate({
      to: '/c/$companyId/quarantine',
      params: { companyId },
      search: next,
      replace,
      resetScroll: false,
    });
  const finish = (next: Done) => {
    setDone(next);
    setAct(undefined);
    selection.clear();
    window.scrollTo({ top: 0 });
  };
  const ids = [...selection.ids];
  const close = () => setAct(undefined);
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <div className={classes.stack}>
        {done && <OutcomeNote done={done} onDone={setDone} />}
        <QuarantineSummary search={search} onChange={(next) => go(next, true)} />
        <Panel flush>
          <QuarantineFilters search={search} onChange={(next) => go(next, true)} />
          <QuarantineTable search={search} selection={may ? selection : undefined} onGo={go} />
        </Panel>
      </div>
      <SelectionBar selection={selection}>
        <Button variant="default" onClick={() => setAct('leave')}>
          {t('leaveOut')}
        </Button>
        <Button onClick={() => setAct('pull')}>{t('pullIn')}</Button>
      </SelectionBar>
      {act === 'pull' && (
        <PullIn
          ids={ids}
          today={company?.today}
          isHousing={company?.is_housing_company ?? false}
          onDone={(outcome) => finish({ what: 'pulled', outcome })}
          onClose={close}
        />
      )}
      {act === 'leave' && (
        <LeaveOut
          ids={ids}
          onDone={(outcome) => finish({ what: 'left', outcome })}
          onClose={close}
        />
      )}
    </>
  );
};
