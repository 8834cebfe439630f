import { IconBan, IconCircleCheck, IconClock, IconHandStop } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useCodes } from '@/lib/codes';
import { Status } from '@/ui/status';
import classes from './bank-files.module.css';

const looks = {
  matched: { tone: 'good', icon: IconCircleCheck },
  unallocated: { tone: 'wait', icon: IconHandStop },
  pending: { tone: 'calm', icon: IconClock },
  ignored: { tone: 'rest', icon: IconBan },
} as const;

/** What became of an entry, and why. */
export const BankEntryState = ({ entry }: { entry: Schemas['BankEntry'] }) => {
  const { t } = useTranslation('payments');
  const { word } = useCodes();
  const cause = entry.cause ?? (entry.state === 'pending' ? 'not_booked' : undefined);
  return (
    <div className={classes.lines}>
      <span>
        <Status {...looks[entry.state]}>{t(`entries.states.${entry.state}`)}</Status>
      </span>
      {cause && <span className={classes.soft}>{word('bankCause', cause)}</span>}
    </div>
  );
};
