import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useTabName } from './use-tab-name';

type Props = {
  list: Schemas['Worklist'] | undefined;
  value: string | undefined;
  onChange: (target: string) => void;
};

/** The step to be done: the tabs but the first. */
export const TargetChoice = ({ list, value, onChange }: Props) => {
  const { t } = useTranslation('worklist');
  const tabName = useTabName(list);
  const targets = (list?.tabs ?? []).filter(({ key }) => key !== 'list');
  return (
    <Select
      label={t('target')}
      allowDeselect={false}
      value={value ?? null}
      data={targets.map(({ key }) => ({
        value: key,
        label: tabName(key),
      }))}
      onChange={(next) => next && onChange(next)}
    />
  );
};
