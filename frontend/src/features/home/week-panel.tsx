import { IconCalendarCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useFormat } from '@/lib/format';
import { type StepKind, stepKinds } from '@/lib/step-kinds';
import { Money } from '@/ui/money';
import { Panel } from '@/ui/panel';
import { EmptyState } from '@/ui/states';
import { isUsual, stepTotal } from './step-totals';
import classes from './week-panel.module.css';
import { WeekStrip } from './week-strip';

type Props = { automation: Schemas['Automation'] };

/** What goes out this week: sums first, then day by day. */
export const WeekPanel = ({ automation }: Props) => {
  const { t } = useTranslation('home');
  const countOf = (step: StepKind) => stepTotal(automation.week, step).count;
  const total = stepKinds.reduce((sum, step) => sum + countOf(step), 0);
  const shown = stepKinds.filter((step) => countOf(step) > 0 || isUsual(step));
  return (
    <Panel title={t('week.title')} lead={automation.is_on ? undefined : t('week.ifOn')}>
      {total === 0 ? (
        <EmptyState icon={IconCalendarCheck} title={t('week.nothing')}>
          {t('week.nothingText')}
        </EmptyState>
      ) : (
        <>
          <div className={classes.totals}>
            {shown.map((step) => (
              <Total key={step} step={step} automation={automation} />
            ))}
          </div>
          <WeekStrip days={automation.week} isOn={automation.is_on} />
        </>
      )}
    </Panel>
  );
};

const Total = ({ step, automation }: Props & { step: StepKind }) => {
  const { t } = useTranslation('home');
  const { number } = useFormat();
  const { count, amounts } = stepTotal(automation.week, step);
  return (
    <div className={classes.total} data-step={step}>
      <span className={classes.swatch} aria-hidden />
      <div>
        <div className={classes.count}>
          <span className={classes.figure}>{number(count)}</span> {t(`week.${step}`, { count })}
        </div>
        <div className={classes.amounts}>
          {amounts.map(({ currency, amount }) => (
            <Money key={currency} amount={amount} currency={currency} />
          ))}
          {amounts.length > 0 && <span>{t('week.open')}</span>}
        </div>
      </div>
    </div>
  );
};
