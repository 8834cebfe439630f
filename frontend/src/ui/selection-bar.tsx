import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Selection } from '@/lib/selection';
import classes from './selection-bar.module.css';

type Props = { selection: Selection; children: ReactNode };

/** What can be done with the rows chosen; it stays in sight while one scrolls. */
export const SelectionBar = ({ selection, children }: Props) => {
  const { t } = useTranslation();
  return (
    <section className={classes.bar} aria-label={t('selection')} hidden={selection.count === 0}>
      <strong aria-live="polite">{t('chosen', { count: selection.count })}</strong>
      <div className={classes.actions}>
        {children}
        <Button variant="subtle" color="stone" onClick={selection.clear}>
          {t('clearSelection')}
        </Button>
      </div>
    </section>
  );
};
