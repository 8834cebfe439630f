import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { writtenAccount } from '@/lib/account';
import { Day, DaySpan } from '@/ui/day';
import classes from './bank-files.module.css';

/** The accounts that a file tells of, the first two of many. */
export const Accounts = ({ accounts }: { accounts: string[] }) => {
  const { t } = useTranslation('payments');
  const more = accounts.length - 2;
  return (
    <div className={classes.lines}>
      {accounts.length === 0 && '–'}
      {accounts.slice(0, 2).map((account) => (
        <span key={account} className={`tabular ${classes.account}`}>
          {writtenAccount(account)}
        </span>
      ))}
      {more > 0 && <span className={classes.soft}>{t('files.more', { count: more })}</span>}
    </div>
  );
};

/** From the first day that a file tells of to the last one it covers. */
export const DaysCovered = ({ row }: { row: Schemas['BankFile'] }) => {
  const { covers_from, covers_until } = row;
  if (!covers_from || !covers_until || covers_from > covers_until)
    return <Day on={covers_until ?? covers_from} />;
  return <DaySpan from={covers_from} to={covers_until} />;
};
