import { Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Selection } from '@/lib/selection';

type ChooseProps = {
  id: string;
  label: string | undefined;
  selection: Selection;
  isLocked?: boolean;
};

export const ChooseOne = ({ id, label, selection, isLocked }: ChooseProps) => {
  const { t } = useTranslation();
  return (
    <Checkbox
      size="sm"
      aria-label={t('choose', { label: label ?? id })}
      disabled={isLocked}
      checked={selection.ids.has(id)}
      onChange={() => selection.toggle(id)}
    />
  );
};
