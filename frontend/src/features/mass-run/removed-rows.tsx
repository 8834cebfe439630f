import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Money } from '@/ui/money';
import type { Row } from './letter-columns';
import classes from './mass-run.module.css';

type Props = { rows: Row[]; may: boolean; onBack: (row: Row) => void };

/** What was taken out of the run; each can be put back. */
export const RemovedRows = ({ rows, may, onBack }: Props) => {
  const { t } = useTranslation('mass-run');
  if (rows.length === 0) return null;
  return (
    <section className={classes.aside} aria-label={t('removed.title', { count: rows.length })}>
      <h3>{t('removed.title', { count: rows.length })}</h3>
      <ul>
        {rows.map((row) => (
          <li key={row.case_id}>
            <span>{row.customer_name}</span>
            <Money amount={row.total} currency={row.currency} />
            {may && (
              <Button
                size="compact-sm"
                variant="default"
                aria-label={t('removed.backOf', { name: row.customer_name })}
                onClick={() => onBack(row)}
              >
                {t('removed.back')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
};
