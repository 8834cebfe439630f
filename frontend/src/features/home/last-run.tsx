import { Button } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useMay } from '@/api/session';
import { Allowed } from '@/ui/allowed';
import { Instant } from '@/ui/day';
import { Panel } from '@/ui/panel';
import { RunDialog } from './run-dialog';
import { RunWords } from './run-words';

export const LastRun = ({ automation }: { automation: Schemas['Automation'] }) => {
  const { t } = useTranslation('home');
  const may = useMay('runs.edit');
  const [asked, setAsked] = useState(false);
  const run = automation.last_run;
  const runNow = (
    <Allowed may={may}>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconPlayerPlay size={15} aria-hidden />}
        onClick={() => setAsked(true)}
      >
        {t('run.now')}
      </Button>
    </Allowed>
  );
  const when = run && <Instant at={run.finished_at ?? run.started_at} />;
  return (
    <Panel title={t('run.title')} lead={when} aside={runNow}>
      {run ? <RunWords run={run} /> : t('run.never')}
      {asked && <RunDialog isOn={automation.is_on} onClose={() => setAsked(false)} />}
    </Panel>
  );
};
