import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useFormat } from '@/lib/format';
import { DayField } from '@/ui/day-field';
import classes from './law.module.css';
import type { LawSearch } from './law-search';

type Props = {
  packs: Schemas['LawPackSummary'][];
  country: string | undefined;
  asOf: string | undefined;
  today: string | undefined;
  onChange: (change: LawSearch) => void;
};

/** Whose law, and of which day. */
export const LawFilters = ({ packs, country, asOf, today, onChange }: Props) => {
  const { t } = useTranslation('law');
  const format = useFormat();
  const choices = packs.map(({ country: value }) => ({ value, label: format.country(value) }));
  return (
    <search className={classes.filters}>
      <Select
        label={t('country')}
        allowDeselect={false}
        data={choices}
        value={country ?? null}
        onChange={(next) => onChange({ country: next ?? undefined })}
      />
      <DayField
        label={t('day')}
        clearable={asOf !== undefined}
        value={asOf ?? today}
        onChange={(next) => onChange({ as_of: next === today ? undefined : next })}
      />
    </search>
  );
};
