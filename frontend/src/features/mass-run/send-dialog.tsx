import { Button, Group, Modal, Stack } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { editHeaders } from '@/api/versioned';
import { useFormat } from '@/lib/format';
import { Confirm } from '@/ui/confirm';
import type { Row } from './letter-columns';
import { Refusals } from './refusals';
import { SummaryDialog } from './summary-dialog';
import { Sums, sumsOf } from './sums';
import { type MassRun, useRunChange } from './use-mass-run';

type Props = { run: MassRun; rows: Row[]; onClose: () => void };
type Outcome = { answer: Schemas['MassRunSent']; names: Map<string, string> };

const at = '/v1/companies/{company_id}/mass-runs/{mass_run_id}/sendings';

/** Asks once more with number and sum, sends, and tells what went and what did not. */
export const SendDialog = ({ run, rows, onClose }: Props) => {
  const { t } = useTranslation('mass-run');
  const { day } = useFormat();
  const company_id = useCompanyId();
  const [outcome, setOutcome] = useState<Outcome>();
  const send = $api.useMutation('post', at);
  const confirm = () =>
    send.mutate(
      {
        params: { path: { company_id, mass_run_id: run.id }, ...editHeaders(run.etag) },
        body: {
          rows: rows.map(({ case_id, step_number, total }) => ({
            case_id,
            step_number: step_number ?? 1,
            total,
          })),
        },
      },
      {
        onSuccess: (answer) =>
          setOutcome({
            answer,
            names: new Map(rows.map((row) => [row.case_id, row.customer_name])),
          }),
      },
    );
  if (outcome) return <Sent run={run} outcome={outcome} onClose={onClose} />;
  return (
    <Confirm
      opened
      title={t('send.title', { count: rows.length })}
      confirm={t('send.act', { count: rows.length })}
      isPending={send.isPending}
      error={send.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      <p>
        <strong>
          <Sums sums={sumsOf(rows, ({ total }) => total)} />
        </strong>
      </p>
      <p>{t('send.terms', { interest: day(run.interest_on), due: day(run.pay_by_on) })}</p>
      <p>{t('send.delay')}</p>
    </Confirm>
  );
};

type SentProps = { run: MassRun; outcome: Outcome; onClose: () => void };

const Sent = ({ run, outcome: { answer, names }, onClose }: SentProps) => {
  const { t } = useTranslation('mass-run');
  const common = useTranslation().t;
  const { instant } = useFormat();
  const companyId = useCompanyId();
  const navigate = useNavigate();
  const [isSummary, setSummary] = useState(run.prints_summary && answer.done_count > 0);
  const { change, isPending } = useRunChange(run);
  const toQueue = () => navigate({ to: '/c/$companyId/queue', params: { companyId } });
  const finish = async () => {
    await change({ state: 'finished' });
    await toQueue();
  };
  const refusals = answer.refused.map(({ case_id, ...why }) => ({
    name: names.get(case_id) ?? case_id,
    ...why,
  }));
  if (isSummary) return <SummaryDialog massRunId={run.id} onClose={() => setSummary(false)} />;
  return (
    <Modal
      opened
      size="lg"
      title={t('sent.done', { count: answer.done_count })}
      closeButtonProps={{ 'aria-label': common('close') }}
      onClose={onClose}
    >
      <Stack>
        {answer.send_after && <p>{t('sent.until', { at: instant(answer.send_after) })}</p>}
        <Refusals refusals={refusals} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('sent.stay')}
          </Button>
          <Button variant="default" onClick={toQueue}>
            {t('sent.queue')}
          </Button>
          <Button data-autofocus loading={isPending} onClick={finish}>
            {t('sent.finish')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
};
