import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useFormat } from '@/lib/format';
import { stepTotal } from './step-totals';
import classes from './week-strip.module.css';

type Day = Schemas['ForecastDay'];

const countOf = (day: Day, step: 'reminder' | 'notice') => stepTotal([day], step).count;

/** Seven days side by side; each says its numbers in words to a screen reader. */
export const WeekStrip = ({ days, isOn }: { days: Day[]; isOn: boolean }) => {
  const { t } = useTranslation('home');
  const highest = Math.max(
    1,
    ...days.map((day) => countOf(day, 'reminder') + countOf(day, 'notice')),
  );
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
  const reminders = countOf(day, 'reminder');
  const notices = countOf(day, 'notice');
  const height = (count: number) => `${Math.max(count > 0 ? 3 : 0, (count / highest) * 100)}%`;
  return (
    <li className={classes.day} data-today={isToday || undefined}>
      <span className={classes.reader}>
        {weekday(day.on)} {shortDay(day.on)}: {number(reminders)}{' '}
        {t('week.reminder', { count: reminders })}, {number(notices)}{' '}
        {t('week.notice', { count: notices })}
      </span>
      <div className={classes.column} aria-hidden>
        <span className={classes.number}>{number(reminders + notices)}</span>
        <span className={classes.notices} style={{ height: height(notices) }} />
        <span className={classes.reminders} style={{ height: height(reminders) }} />
      </div>
      <div className={classes.label} aria-hidden>
        <span className={classes.weekday}>{isToday ? t('week.today') : weekday(day.on)}</span>
        <span>{shortDay(day.on)}</span>
      </div>
    </li>
  );
};
