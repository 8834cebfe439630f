import { IconUsers } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import classes from './mass-run.module.css';

/** Who else is in the run now, and where; silent while nobody is. */
export const Presences = ({ others }: { others: Schemas['MassRunPresence'][] }) => {
  const { t } = useTranslation('mass-run');
  return (
    <div role="status" className={classes.presences}>
      {others.length > 0 && <IconUsers size={18} aria-hidden />}
      {others.map(({ name, phase }) => (
        <span key={name}>{t('alsoHere', { name, phase: t(`phase.${phase}`) })}</span>
      ))}
    </div>
  );
};
