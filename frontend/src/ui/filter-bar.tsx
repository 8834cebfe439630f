import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './filter-bar.module.css';

type Props = { isFiltered: boolean; onClear: () => void; children: ReactNode };

export const FilterBar = ({ isFiltered, onClear, children }: Props) => {
  const { t } = useTranslation();
  return (
    <search className={classes.bar}>
      {children}
      {isFiltered && (
        <Button variant="subtle" onClick={onClear}>
          {t('clearFilters')}
        </Button>
      )}
    </search>
  );
};
