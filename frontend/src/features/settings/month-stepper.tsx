import { ActionIcon } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/format';
import { monthAfter } from './months';
import classes from './usage.module.css';

type Props = { month: string; last: string; onChange: (month: string) => void };

/** One month, with the way to the one before and after; the present one is the last. */
export const MonthStepper = ({ month, last, onChange }: Props) => {
  const { t } = useTranslation();
  const { month: named } = useFormat();
  const step = (by: number) => onChange(monthAfter(month, by));
  return (
    <div className={classes.stepper}>
      <ActionIcon
        size={36}
        variant="default"
        aria-label={t('previousMonth')}
        onClick={() => step(-1)}
      >
        <IconChevronLeft size={18} aria-hidden />
      </ActionIcon>
      <h2 className={classes.month} aria-live="polite">
        {named(month)}
      </h2>
      <ActionIcon
        size={36}
        variant="default"
        aria-label={t('nextMonth')}
        disabled={month >= last}
        onClick={() => step(1)}
      >
        <IconChevronRight size={18} aria-hidden />
      </ActionIcon>
    </div>
  );
};
