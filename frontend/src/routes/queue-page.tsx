import { Tabs } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCompanyId, useMay } from '@/api/session';
import { LetterDialog } from '@/features/dispatches/letter-dialog';
import { QueueAction } from '@/features/dispatches/queue-actions';
import { QueueFilters } from '@/features/dispatches/queue-filters';
import {
  dispatchStates,
  type QueueSearch,
  type QueueState,
} from '@/features/dispatches/queue-search';
import { QueueTable } from '@/features/dispatches/queue-table';
import { useSelection } from '@/lib/selection';
import { PageHeader } from '@/ui/page-header';
import { Panel } from '@/ui/panel';
import { SelectionBar } from '@/ui/selection-bar';
import { ForbiddenState } from '@/ui/states';

const route = getRouteApi('/signed-in/c/$companyId/queue');

const actOf = (state: QueueState) =>
  state === 'queued' ? 'cancel' : state === 'proposed' ? 'approve' : undefined;

export const QueuePage = () => {
  const { t } = useTranslation('queue');
  const companyId = useCompanyId();
  const mayRead = useMay('dispatches.read');
  const mayEdit = useMay('dispatches.edit');
  const search = route.useSearch();
  const navigate = useNavigate();
  const selection = useSelection();
  const state = search.state ?? 'queued';
  const act = actOf(state);
  const go = (next: Partial<QueueSearch>, replace = false) =>
    navigate({
      to: '/c/$companyId/queue',
      params: { companyId },
      search: next,
      replace,
      resetScroll: false,
    });
  const turnTo = (next: string | null) => {
    selection.clear();
    go({ state: (next as QueueState) ?? undefined });
  };
  if (!mayRead) return <ForbiddenState />;
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={act && <QueueAction key={act} act={act} />}
      />
      <Panel flush>
        <Tabs value={state} onChange={turnTo}>
          <Tabs.List px="md" mb="md">
            {dispatchStates.map((key) => (
              <Tabs.Tab key={key} value={key}>
                {t(`states.${key}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value={state}>
            <QueueFilters search={search} onChange={(next) => go(next, true)} />
            <QueueTable
              search={search}
              state={state}
              selection={act && mayEdit ? selection : undefined}
              onPage={(paging) => go({ ...search, ...paging })}
              onShow={(letter) => go({ ...search, letter })}
            />
            {act && (
              <SelectionBar selection={selection}>
                {act === 'approve' && <QueueAction act="cancel" selection={selection} />}
                <QueueAction act={act} selection={selection} />
              </SelectionBar>
            )}
          </Tabs.Panel>
        </Tabs>
      </Panel>
      {search.letter && (
        <LetterDialog id={search.letter} onClose={() => go({ ...search, letter: undefined })} />
      )}
    </>
  );
};
