import { Button, Group, Loader, Modal, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { $api } from '@/api/client';
import { companyPath, useCompanyId } from '@/api/session';
import { ProblemAlert } from '@/ui/problem-alert';
import { RunWords } from './run-words';

const at = '/v1/companies/{company_id}/runs';

const isOver = (state: string | undefined) => state === 'finished' || state === 'failed';

/** Runs the evaluation now, or shows what it would do without doing it. */
export const RunDialog = ({ isOn, onClose }: { isOn: boolean; onClose: () => void }) => {
  const { t } = useTranslation('home');
  const common = useTranslation().t;
  const company_id = useCompanyId();
  const start = $api.useMutation('post', at);
  const run_id = start.data?.id ?? '';
  const watched = $api.useQuery(
    'get',
    `${at}/{run_id}`,
    { params: { path: { company_id, run_id } } },
    {
      enabled: run_id !== '',
      refetchInterval: ({ state }) => (isOver(state.data?.state) ? false : 700),
    },
  );
  const run = watched.data ?? start.data;
  const begin = (is_dry_run: boolean) =>
    start.mutate({ ...companyPath(company_id), body: { is_dry_run } });
  const isGoing = start.isPending || (run && !isOver(run.state));
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('run.dialogTitle')}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <Stack>
        {!run && <p style={{ margin: 0 }}>{isOn ? t('run.dialogText') : t('run.dialogOff')}</p>}
        <div aria-live="polite">
          {isGoing && <Loader size="sm" type="dots" aria-label={t('run.going')} />}
          {run && <RunWords run={run} />}
        </div>
        <ProblemAlert error={start.error ?? watched.error} />
        <Group justify="flex-end">
          {run && isOver(run.state) && !run.is_dry_run ? (
            <Button onClick={onClose}>{common('close')}</Button>
          ) : (
            <>
              <Button variant="default" disabled={isGoing} onClick={() => begin(true)}>
                {t('run.try')}
              </Button>
              <Button disabled={isGoing || !isOn} onClick={() => begin(false)}>
                {t('run.confirm')}
              </Button>
            </>
          )}
        </Group>
      </Stack>
    </Modal>
  );
};
