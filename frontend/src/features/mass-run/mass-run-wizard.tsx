import { Button, Stepper } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/api/session';
import { Panel } from '@/ui/panel';
import { ProblemAlert } from '@/ui/problem-alert';
import classes from './mass-run.module.css';
import { type Phase, phases } from './mass-run-search';
import { PhaseClose } from './phase-close';
import { PhaseMove } from './phase-move';
import { PhaseSend } from './phase-send';
import { type Refusal, Refusals } from './refusals';
import { type MassRun, useRunChange } from './use-mass-run';

type Props = {
  run: MassRun;
  phase: Phase;
  onPhase: (phase: Phase) => void;
  onShow: (caseId: string) => void;
};

/** A mass run in three phases; any of them can be gone back to. */
export const MassRunWizard = ({ run, phase, onPhase, onShow }: Props) => {
  const { t } = useTranslation('mass-run');
  const may = useMay('dispatches.edit');
  const [refusals, setRefusals] = useState<Refusal[]>([]);
  const { change, error } = useRunChange(run);
  const goTo = async (next: Phase) => {
    onPhase(next);
    if (may && next !== run.phase) await change({ phase: next }).catch(() => undefined);
  };
  const goOn = (next: Phase) => (refused: Refusal[]) => {
    setRefusals(refused);
    void goTo(next);
  };
  return (
    <>
      <Stepper
        active={phases.indexOf(phase)}
        onStepClick={(index) => void goTo(phases[index] ?? 'close')}
        size="sm"
        mb="lg"
        wrap={false}
        classNames={{ stepBody: classes.stepBody }}
      >
        {phases.map((key) => (
          <Stepper.Step key={key} label={t(`phase.${key}`)} aria-label={t(`phase.${key}`)} />
        ))}
      </Stepper>
      <Refusals refusals={refusals} onClose={() => setRefusals([])} />
      <ProblemAlert error={error} />
      <Panel title={t(`${phase}.title`)} lead={t(`${phase}.lead`)} flush>
        {phase === 'close' && <PhaseClose massRunId={run.id} onDone={goOn('move')} />}
        {phase === 'move' && <PhaseMove massRunId={run.id} onDone={goOn('send')} />}
        {phase === 'send' && <PhaseSend run={run} onShow={onShow} />}
      </Panel>
    </>
  );
};

/** Ends the run without sending what is left in it. */
export const FinishRun = ({ run, onDone }: { run: MassRun; onDone: () => void }) => {
  const { t } = useTranslation('mass-run');
  const { change, isPending } = useRunChange(run);
  return (
    <Button
      variant="default"
      loading={isPending}
      onClick={() => void change({ state: 'finished' }).then(onDone, () => undefined)}
    >
      {t('finish')}
    </Button>
  );
};
