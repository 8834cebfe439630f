import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useCodes } from '@/lib/codes';
import { useFormat } from '@/lib/format';
import { useNow } from '@/lib/now';
import { Instant } from '@/ui/day';
import { Figures } from '@/ui/figures';
import classes from './queue-table.module.css';

type Dispatch = Schemas['Dispatch'];

const countdown = (left: number) => {
  const seconds = Math.ceil(left / 1000);
  const minutes = Math.floor(seconds / 60);
  return `${minutes}:${String(seconds % 60).padStart(2, '0')}`;
};

/** When it leaves, left, or why it did not. */
export const QueueWhen = ({ row }: { row: Dispatch }) => {
  const { word, has } = useCodes();
  if (row.state === 'queued' && row.send_after) return <Leaving at={row.send_after} />;
  if (row.state === 'failed' || row.state === 'unknown') {
    const code = row.failure_code ?? '';
    return (
      <div className={classes.two}>
        <span>{has('failure', code) ? word('failure', code) : row.failure}</span>
        {has('failure', code) && <span className={classes.soft}>{row.failure}</span>}
      </div>
    );
  }
  return <Instant at={row.sent_at ?? row.created_at} />;
};

const Leaving = ({ at }: { at: string }) => {
  const { t } = useTranslation('queue');
  const { clock, instant } = useFormat();
  const left = new Date(at).getTime() - useNow();
  if (left <= 0) return <span className={classes.countdown}>{t('leavesNow')}</span>;
  if (left > 6 * 3_600_000) return <span>{instant(at)}</span>;
  return (
    <div className={classes.two}>
      <span className={classes.countdown}>
        <Figures text={countdown(left)} />
      </span>
      <span className={classes.soft}>{t('leavesAt', { at: clock(at) })}</span>
    </div>
  );
};
