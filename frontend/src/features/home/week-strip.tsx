import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useFormat } from '@/lib/format';
import { stepKinds } from '@/lib/step-kinds';
import { isUsual, stepTotal } from './step-totals';
import classes from './week-strip.module.css';

type Day = Schemas['ForecastDay'];

const countsOf = (day: Day) =>
  stepKinds
    .map((step) => ({ step, count: stepTotal([day], step).count }))
    .filter(({ step, count }) => count > 0 || isUsual(step));

const totalOf = (day: Day) => countsOf(day).reduce((sum, { count }) => sum + count, 0);

/** Seven days side by side; each says its numbers in words to a screen reader. */
export const WeekStrip = ({ days, isOn }: { days: Day[]; isOn: boolean }) => {
  const { t } = useTranslation('home');
  const highest = Math.max(1, ...days.map(totalOf));
  return (
    <ol className={classes.strip} aria-label={t('week.byDay')} data-resting={!isOn || undefined}>
      {days.map((day, index) => (
        <DayColumn key={day.on} day={day} highest={highest} isToday={index === 0} />
      ))}
    </ol>
  );
};

type ColumnProps = { day: Day; highest: number; isToday: boolean };

const DayColumn = ({ day, highest, isToday }: ColumnProps) => {
  const { t } = useTranslation('home');
  const { weekday, shortDay, number } = useFormat();
  const counts = countsOf(day);
  const told = counts.map(({ step, count }) => `${number(count)} ${t(`week.${step}`, { count })}`);
  const height = (count: number) => `${Math.max(count > 0 ? 3 : 0, (count / highest) * 100)}%`;
  return (
    <li className={classes.day} data-today={isToday || undefined}>
      <span className={classes.reader}>
        {weekday(day.on)} {shortDay(day.on)}: {told.join(', ')}
      </span>
      <div className={classes.column} aria-hidden>
        <span className={classes.number}>{number(totalOf(day))}</span>
        {counts.toReversed().map(({ step, count }) => (
          <span
            key={step}
            className={classes.bar}
            data-step={step}
            style={{ height: height(count) }}
          />
        ))}
      </div>
      <div className={classes.label} aria-hidden>
        <span className={classes.weekday}>{isToday ? t('week.today') : weekday(day.on)}</span>
        <span>{shortDay(day.on)}</span>
      </div>
    </li>
  );
};
