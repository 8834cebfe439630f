import { SegmentedControl, Switch } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/api/session';
import { DayField } from '@/ui/day-field';
import { ProblemAlert } from '@/ui/problem-alert';
import classes from './mass-run.module.css';
import { type MassRun, useRunChange } from './use-mass-run';

const choiceOf = (claims: boolean | undefined) =>
  claims === undefined ? 'step' : claims ? 'yes' : 'no';
const claimsOf: Record<string, boolean | null> = { step: null, yes: true, no: false };

/** What holds for every letter of the run: one interest date, one due date, and three choices. */
export const TermsBar = ({ run }: { run: MassRun }) => {
  const { t } = useTranslation('mass-run');
  const isLocked = !useMay('dispatches.edit');
  const label = useId();
  const { change, error } = useRunChange(run);
  const set = (body: Parameters<typeof change>[0]) => void change(body).catch(() => undefined);
  return (
    <div className={classes.terms}>
      <DayField
        label={t('terms.interestOn')}
        value={run.interest_on}
        disabled={isLocked}
        onChange={(on) => set({ interest_on: on ?? null })}
      />
      <DayField
        label={t('terms.payByOn')}
        value={run.pay_by_on}
        disabled={isLocked}
        onChange={(on) => set({ pay_by_on: on ?? null })}
      />
      <div className={classes.term}>
        <span id={label} className={classes.label}>
          {t('terms.interest')}
        </span>
        <SegmentedControl
          aria-labelledby={label}
          size="xs"
          disabled={isLocked}
          value={choiceOf(run.claims_interest)}
          onChange={(value) => set({ claims_interest: claimsOf[value] ?? null })}
          data={(['step', 'yes', 'no'] as const).map((value) => ({
            value,
            label: t(`terms.claims.${value}`),
          }))}
        />
      </div>
      <Switch
        label={t('terms.fees')}
        disabled={isLocked}
        checked={run.claims_fees !== false}
        onChange={(event) => set({ claims_fees: event.currentTarget.checked ? null : false })}
      />
      <Switch
        label={t('terms.summary')}
        disabled={isLocked}
        checked={run.prints_summary}
        onChange={(event) => set({ prints_summary: event.currentTarget.checked })}
      />
      <div className={classes.wide}>
        <ProblemAlert error={error} />
      </div>
    </div>
  );
};
