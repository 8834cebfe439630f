import { Button } from '@mantine/core';
import { IconMailForward } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/api/session';
import { Allowed } from '@/ui/allowed';
import { Panel } from '@/ui/panel';
import { ProblemAlert } from '@/ui/problem-alert';
import { EmptyState } from '@/ui/states';
import classes from './mass-run.module.css';
import { useStartRun } from './use-mass-run';

/** What a mass run is, and the button that begins one. */
export const MassRunStart = () => {
  const { t } = useTranslation('mass-run');
  const may = useMay('dispatches.edit');
  const { start, isPending, error } = useStartRun();
  return (
    <Panel>
      <EmptyState
        icon={IconMailForward}
        title={t('start.title')}
        action={
          <Allowed may={may}>
            <Button loading={isPending} onClick={() => void start().catch(() => undefined)}>
              {t('start.act')}
            </Button>
          </Allowed>
        }
      >
        <ol className={classes.intro}>
          <li>{t('close.lead')}</li>
          <li>{t('move.lead')}</li>
          <li>{t('send.lead')}</li>
        </ol>
      </EmptyState>
      <ProblemAlert error={error} />
    </Panel>
  );
};
