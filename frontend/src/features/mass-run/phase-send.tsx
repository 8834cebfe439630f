import { Button } from '@mantine/core';
import { IconFileTypePdf, IconMailCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { $api } from '@/api/client';
import { useCompanyId, useMay } from '@/api/session';
import { mergePatch } from '@/api/versioned';
import { Allowed } from '@/ui/allowed';
import { ProblemAlert } from '@/ui/problem-alert';
import { EmptyState, ErrorState, SkeletonRows } from '@/ui/states';
import { ActionBar } from './action-bar';
import { type Row, useLetterColumns } from './letter-columns';
import classes from './mass-run.module.css';
import { PhaseTable } from './phase-table';
import { RemovedRows } from './removed-rows';
import { SendDialog } from './send-dialog';
import { SentRows } from './sent-rows';
import { SummaryDialog } from './summary-dialog';
import { Sums, sumsOf } from './sums';
import { TermsBar } from './terms-bar';
import type { MassRun } from './use-mass-run';
import { useKeptSelection, useRows } from './use-rows';

type Props = { run: MassRun; onShow: (caseId: string) => void };

const keyOf = ({ case_id }: Row) => case_id;
const at = '/v1/companies/{company_id}/mass-runs/{mass_run_id}/rows/{case_id}';

/** The third phase: the letters, as the rules propose them and people choose them. */
export const PhaseSend = ({ run, onShow }: Props) => {
  const { t } = useTranslation('mass-run');
  const company_id = useCompanyId();
  const may = useMay('dispatches.edit');
  const [dialog, setDialog] = useState<'send' | 'summary'>();
  const { data, error, isPending, refetch } = useRows(run.id, 'send');
  const rows = data?.items ?? [];
  const here = rows.filter((row) => !row.is_removed && !row.sent_by);
  const selection = useKeptSelection(run.id, 'send', here, keyOf);
  const row = $api.useMutation('patch', at);
  const change = (case_id: string, body: Parameters<typeof row.mutate>[0]['body']) =>
    row.mutate({
      params: { path: { company_id, mass_run_id: run.id, case_id } },
      headers: mergePatch,
      body,
    });
  const columns = useLetterColumns({
    may,
    onStep: ({ case_id }, step_number) => change(case_id, { step_number, is_selected: true }),
    onRemove: ({ case_id }) => change(case_id, { is_removed: true }),
    onRecipients: ({ case_id }, recipient_ids) => change(case_id, { recipient_ids }),
    onShow: ({ case_id }) => onShow(case_id),
  });
  if (isPending) return <SkeletonRows />;
  if (!data) return <ErrorState error={error} onRetry={refetch} />;
  const chosen = here.filter((one) => selection.ids.has(one.case_id));
  return (
    <>
      <TermsBar run={run} />
      <ProblemAlert error={row.error} />
      {here.length === 0 ? (
        <EmptyState icon={IconMailCheck} title={t('send.empty')}>
          {t('send.emptyText')}
        </EmptyState>
      ) : (
        <div className={classes.dense}>
          <PhaseTable
            caption={t('phase.send')}
            rows={here}
            columns={columns}
            rowKey={keyOf}
            rowLabel={({ customer_name }) => customer_name}
            isLocked={({ can_be_sent }) => !can_be_sent}
            selection={may ? selection : undefined}
          />
        </div>
      )}
      <SentRows rows={rows.filter(({ sent_by }) => sent_by)} />
      <RemovedRows
        rows={rows.filter((one) => one.is_removed && !one.sent_by)}
        may={may}
        onBack={(one) => change(one.case_id, { is_removed: false })}
      />
      <ActionBar
        told={
          <>
            {t('send.told', { count: chosen.length })}
            {chosen.length > 0 && ', '}
            <Sums sums={sumsOf(chosen, ({ total }) => total)} />
          </>
        }
      >
        <Button
          variant="default"
          leftSection={<IconFileTypePdf size={16} aria-hidden />}
          onClick={() => setDialog('summary')}
        >
          {t('summary.show')}
        </Button>
        <Allowed may={may && chosen.length > 0} why={may ? t('send.nothing') : undefined}>
          <Button onClick={() => setDialog('send')}>
            {t('send.act', { count: chosen.length })}
          </Button>
        </Allowed>
      </ActionBar>
      {dialog === 'send' && (
        <SendDialog run={run} rows={chosen} onClose={() => setDialog(undefined)} />
      )}
      {dialog === 'summary' && (
        <SummaryDialog massRunId={run.id} onClose={() => setDialog(undefined)} />
      )}
    </>
  );
};
