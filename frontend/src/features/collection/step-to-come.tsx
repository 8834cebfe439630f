import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useCodes } from '@/lib/codes';
import { isZero, useFormat } from '@/lib/format';
import classes from './case.module.css';

type Coming = Schemas['StepToCome'];

/** A step that is not done, its conditions, and the first day on which they could hold. */
export const StepToCome = ({ step: coming, currency }: { step: Coming; currency: string }) => {
  const { t } = useTranslation('collection');
  const { step } = useCodes();
  const { day, money } = useFormat();
  return (
    <li>
      <span className={classes.number} aria-hidden>
        {coming.step_number}
      </span>
      <div className={classes.stepHead}>
        <strong>{step(coming.step)}</strong>
        <span className={classes.soft}>
          {coming.earliest_on
            ? t('steps.earliest', { on: day(coming.earliest_on) })
            : t('steps.noDay')}
        </span>
      </div>
      <span className={classes.soft}>{useConditions(coming, currency).join(', ')}</span>
      {coming.fee && !isZero(coming.fee) && (
        <span className={classes.soft}>
          {t('steps.feeOf', { amount: money(coming.fee, currency) })}
        </span>
      )}
    </li>
  );
};

const useConditions = (coming: Coming, currency: string) => {
  const { t } = useTranslation('collection');
  const { money } = useFormat();
  const { anchor, offset_days: count, minimum_open, minimum_count, step_number } = coming;
  const from = step_number === 1 ? 'after_due' : anchor;
  const amount = isZero(minimum_open)
    ? undefined
    : t('steps.minimumOpen', { amount: money(minimum_open, currency) });
  const number = minimum_count > 0 ? t('steps.minimumCount', { count: minimum_count }) : undefined;
  const both = amount && number ? t('steps.both', { one: amount, other: number }) : undefined;
  return [
    count > 0 && t(`steps.${from}`, { count }),
    both ?? amount ?? number,
    !coming.is_in_mass_runs && t('steps.oneByOne'),
  ].filter((line) => typeof line === 'string');
};
