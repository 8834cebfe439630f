import { Button } from '@mantine/core';
import { IconMoodCheck, IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useMay } from '@/api/session';
import { useFormat } from '@/lib/format';
import type { Paging } from '@/lib/search';
import { useSelection } from '@/lib/selection';
import { Allowed } from '@/ui/allowed';
import { Pager } from '@/ui/pager';
import { SelectionBar } from '@/ui/selection-bar';
import { EmptyState, ErrorState, SkeletonRows } from '@/ui/states';
import { ChangeOutcome } from './change-outcome';
import { ChangeStatus } from './change-status';
import { PrintLetters } from './print-letters';
import type { Row } from './row-standing';
import { canChoose } from './use-row-keys';
import { useTabName } from './use-tab-name';
import { pageRows, useWorklistRows } from './use-worklist';
import classes from './worklist.module.css';
import type { WorklistSearch } from './worklist-search';
import { WorklistTable } from './worklist-table';

type Props = {
  search: WorklistSearch;
  list: Schemas['Worklist'] | undefined;
  undoMinutes: number | undefined;
  onPage: (paging: Paging) => void;
  onOpen: (row: Row) => void;
};

/** The rows of a tab, what is chosen of them, and the change of their status. */
export const WorklistView = ({ search, list, undoMinutes, onPage, onOpen }: Props) => {
  const { t } = useTranslation('worklist');
  const tabName = useTabName(list);
  const may = useMay('dispatches.edit');
  const selection = useSelection();
  const [isAll, setAll] = useState(false);
  const [isAsked, setAsked] = useState(false);
  const [done, setDone] = useState<Schemas['StatusChange']>();
  const query = useWorklistRows(search, true);
  const tab = search.tab ?? 'list';
  const { data, error, isPending, refetch } = query;
  if (isPending) return <SkeletonRows rows={12} />;
  if (!data) return <ErrorState error={error} onRetry={refetch} />;
  const rows = data.items;
  const total = data.total_count ?? rows.length;
  const { rule_id, search: sought, is_reached } = search;
  const ids = [...selection.ids];
  const chosen = isAll
    ? { matching: { tab, rule_id: rule_id ?? list?.rule_id, search: sought, is_reached } }
    : { case_ids: ids };
  const free = () => {
    selection.clear();
    setAll(false);
  };
  const finish = (change: Schemas['StatusChange']) => {
    free();
    setAsked(false);
    setDone(change);
  };
  const pageIds = rows.filter(canChoose).map(({ case_id }) => case_id as string);
  const hasAllOfPage = pageIds.length > 0 && pageIds.every((id) => selection.ids.has(id));
  if (rows.length === 0)
    return (
      <EmptyState icon={IconMoodCheck} title={t(sought ? 'nothingFound' : 'empty')}>
        {!sought && t('emptyText')}
      </EmptyState>
    );
  return (
    <>
      {may && hasAllOfPage && total > rows.length && (
        <WholeTab total={total} isAll={isAll} onAll={setAll} />
      )}
      <WorklistTable
        caption={tabName(tab)}
        list={list}
        rows={rows}
        selection={may ? selection : undefined}
        onOpen={onOpen}
        onNote={onOpen}
        onChange={() => may && selection.count > 0 && setAsked(true)}
      />
      <Pager
        paging={search}
        nextCursor={data.next_cursor}
        shown={rows.length}
        total={data.total_count}
        limit={pageRows}
        onPage={(paging) => {
          setAll(false);
          onPage(paging);
        }}
      />
      <Keys />
      <SelectionBar selection={{ ...selection, clear: free, count: isAll ? total : ids.length }}>
        {!isAll && ids.length <= 200 && <PrintLetters caseIds={ids} />}
        <Allowed may={may}>
          <Button onClick={() => setAsked(true)}>{t('change')}</Button>
        </Allowed>
      </SelectionBar>
      {isAsked && list && (
        <ChangeStatus
          list={list}
          target={tab === 'list' ? undefined : tab}
          count={isAll ? total : ids.length}
          chosen={chosen}
          undoMinutes={undoMinutes}
          onDone={finish}
          onClose={() => setAsked(false)}
        />
      )}
      {done && <ChangeOutcome change={done} list={list} onClose={() => setDone(undefined)} />}
    </>
  );
};

type WholeProps = { total: number; isAll: boolean; onAll: (isAll: boolean) => void };

/** Offers all rows of the tab, beyond the page that is seen. */
const WholeTab = ({ total, isAll, onAll }: WholeProps) => {
  const { t } = useTranslation('worklist');
  const { number } = useFormat();
  return (
    <div className={classes.more} role="status">
      <span>{t(isAll ? 'wholeTab' : 'wholePage')}</span>
      <Button variant="subtle" size="compact-sm" onClick={() => onAll(!isAll)}>
        {isAll ? t('onlyPage') : t('chooseTab', { count: total, number: number(total) })}
      </Button>
    </div>
  );
};

const keys = ['walk', 'choose', 'range', 'open', 'status'] as const;

const Keys = () => {
  const { t } = useTranslation('worklist');
  return (
    <p className={classes.keys}>
      {keys.map((key) => (
        <span key={key}>{t(`keys.${key}`)}</span>
      ))}
    </p>
  );
};

/** Prints the rows that are seen. */
export const PrintList = () => {
  const { t } = useTranslation('worklist');
  return (
    <Button
      variant="default"
      onClick={() => window.print()}
      leftSection={<IconPrinter size={16} aria-hidden />}
    >
      {t('printList')}
    </Button>
  );
};
