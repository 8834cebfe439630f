import { Button, Group, VisuallyHidden } from '@mantine/core';
import { IconFlag, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { $api } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { companyQuery } from '@/api/versioned';
import { useCodes } from '@/lib/codes';
import { localToday } from '@/lib/format';
import { Day } from '@/ui/day';
import { lawWaitOf } from './law-waits';
import { moveId, StepCard } from './step-card';
import type { Direction } from './step-move';
import {
  addable,
  type CustomerKind,
  exampleDays,
  kindsFor,
  maySwap,
  newStep,
  ofKind,
  type RuleScope,
  type StepValues,
  swapped,
  withStep,
} from './step-values';
import classes from './steps-editor.module.css';

type Props = {
  kind: CustomerKind | undefined;
  scope: RuleScope;
  steps: StepValues[];
  errors: Record<string, unknown>;
  readOnly: boolean;
  onChange: (steps: StepValues[]) => void;
};

/** The cadence from the due date down, each step with the day an invoice due today would get it. */
export const StepsEditor = ({ kind, scope, steps, errors, readOnly, onChange }: Props) => {
  const { t } = useTranslation('rules');
  const dueOn = localToday();
  const company = useQuery(companyQuery(useCompanyId())).data;
  const setting = { kind, scope, isHousing: company?.is_housing_company ?? false };
  const days = exampleDays(steps, dueOn, lawWaitOf(useLaw(company?.country), setting));
  const { move, told } = useMoves(steps, scope, onChange);
  const put = (index: number, step: StepValues) =>
    onChange(steps.map((one, at) => (at === index ? step : one)));
  return (
    <div>
      <ol className={classes.timeline}>
        <li className={classes.start}>
          <span className={classes.node}>
            <IconFlag size={16} aria-hidden />
          </span>
          <div className={classes.startWords}>
            <strong>{t(scope === 'customer' ? 'firstDueDate' : 'dueDate')}</strong>
            <span>
              {t('example')} <Day on={dueOn} />
            </span>
          </div>
        </li>
        {steps.map((step, index) => (
          <StepCard
            key={step.key}
            step={step}
            index={index}
            kinds={kindsFor(steps, index, setting)}
            setting={setting}
            goesOn={days[index] ?? dueOn}
            errors={errors}
            readOnly={readOnly}
            mayMove={{ up: maySwap(steps, index), down: maySwap(steps, index + 1) }}
            onChange={(change) => put(index, { ...step, ...change })}
            onKind={(next) => put(index, ofKind(step, next, setting))}
            onMove={(direction) => move(index, direction)}
            onRemove={() => onChange(steps.filter((_, at) => at !== index))}
          />
        ))}
      </ol>
      <VisuallyHidden aria-live="polite">{told}</VisuallyHidden>
      {!readOnly && steps.length < 10 && (
        <AddStep
          kinds={addable(steps, setting)}
          onAdd={(step) => onChange(withStep(steps, newStep(step, kind ?? 'business', scope)))}
        />
      )}
    </div>
  );
};

/* A card that moves in the page would lose the focus: it is given back to its own button. */
const useMoves = (
  steps: StepValues[],
  scope: RuleScope,
  onChange: (steps: StepValues[]) => void,
) => {
  const { t } = useTranslation('rules');
  const { step: word } = useCodes();
  const [moved, setMoved] = useState<{ id: string; told: string }>();
  useEffect(() => {
    if (moved) document.getElementById(moved.id)?.focus();
  }, [moved]);
  const move = (index: number, direction: Direction) => {
    const step = steps[index];
    if (!step) return;
    const place = direction === 'up' ? index : index + 2;
    onChange(swapped(steps, direction === 'up' ? index : index + 1, scope));
    const told = t('move.told', { step: word(step.kind), place, count: steps.length });
    setMoved({ id: moveId(step, direction), told });
  };
  return { move, told: moved?.told };
};

const useLaw = (country = '') =>
  $api.useQuery(
    'get',
    '/v1/law-packs/{country}',
    { params: { path: { country } } },
    { enabled: country !== '' },
  ).data;

type AddProps = { kinds: StepValues['kind'][]; onAdd: (kind: StepValues['kind']) => void };

const AddStep = ({ kinds, onAdd }: AddProps) => {
  const { t } = useTranslation('rules');
  const { step } = useCodes();
  return (
    <Group gap="xs" pl={44}>
      {kinds.map((kind) => (
        <Button
          key={kind}
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => onAdd(kind)}
        >
          {t('addStep', { step: step(kind).toLocaleLowerCase() })}
        </Button>
      ))}
    </Group>
  );
};
