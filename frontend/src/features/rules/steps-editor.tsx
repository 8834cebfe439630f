import { Button, Group } from '@mantine/core';
import { IconFlag, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { $api } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { companyQuery } from '@/api/versioned';
import { useCodes } from '@/lib/codes';
import { localToday } from '@/lib/format';
import { Day } from '@/ui/day';
import { lawWaitOf } from './law-waits';
import { StepCard } from './step-card';
import {
  addable,
  type CustomerKind,
  exampleDays,
  newStep,
  type StepValues,
  withStep,
} from './step-values';
import classes from './steps-editor.module.css';

type Props = {
  kind: CustomerKind | undefined;
  steps: StepValues[];
  errors: Record<string, unknown>;
  readOnly: boolean;
  onChange: (steps: StepValues[]) => void;
};

/** The cadence from the due date down, each step with the day an invoice due today would get it. */
export const StepsEditor = ({ kind, steps, errors, readOnly, onChange }: Props) => {
  const { t } = useTranslation('rules');
  const dueOn = localToday();
  const company = useQuery(companyQuery(useCompanyId())).data;
  const setting = { kind, isHousing: company?.is_housing_company ?? false };
  const days = exampleDays(steps, dueOn, lawWaitOf(useLaw(company?.country), setting));
  const set = (index: number, change: Partial<StepValues>) =>
    onChange(steps.map((step, at) => (at === index ? { ...step, ...change } : step)));
  return (
    <div>
      <ol className={classes.timeline}>
        <li className={classes.start}>
          <span className={classes.node}>
            <IconFlag size={16} aria-hidden />
          </span>
          <div className={classes.startWords}>
            <strong>{t('dueDate')}</strong>
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
            setting={setting}
            goesOn={days[index] ?? dueOn}
            errors={errors}
            readOnly={readOnly}
            onChange={(change) => set(index, change)}
            onRemove={() => onChange(steps.filter((_, at) => at !== index))}
          />
        ))}
      </ol>
      {!readOnly && steps.length < 10 && (
        <AddStep
          kinds={addable(steps, setting)}
          onAdd={(step) => onChange(withStep(steps, newStep(step, kind ?? 'business')))}
        />
      )}
    </div>
  );
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
