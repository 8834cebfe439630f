import { useTranslation } from 'react-i18next';
import { $api } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { Day } from '@/ui/day';
import { Money } from '@/ui/money';
import { ErrorState, SkeletonRows } from '@/ui/states';
import { useAccountOf } from './account-of';
import classes from './vouchers.module.css';

type Props = { invoiceId: string; none: string };

/** What is booked on an invoice, voucher by voucher, in debit and credit. */
export const InvoiceVouchers = ({ invoiceId, none }: Props) => {
  const { t } = useTranslation('vouchers');
  const accountOf = useAccountOf();
  const company_id = useCompanyId();
  const { data, error, refetch } = $api.useQuery('get', '/v1/companies/{company_id}/vouchers', {
    params: { path: { company_id }, query: { invoice_id: invoiceId, limit: 50 } },
  });
  if (!data)
    return error ? <ErrorState error={error} onRetry={refetch} /> : <SkeletonRows rows={3} />;
  if (data.items.length === 0) return <p className={classes.soft}>{none}</p>;
  return (
    <div className={classes.scroller}>
      <table className={classes.ledger}>
        <thead>
          <tr>
            <th scope="col">{t('bookedOn')}</th>
            <th scope="col">{t('account')}</th>
            <th scope="col" className={classes.number}>
              {t('debit')}
            </th>
            <th scope="col" className={classes.number}>
              {t('credit')}
            </th>
          </tr>
        </thead>
        <tbody>
          {data.items.flatMap((voucher) =>
            voucher.lines.map((line) => {
              const isDebit = !line.amount.startsWith('-');
              const amount = (
                <Money amount={line.amount.replace('-', '')} currency={voucher.currency} />
              );
              return (
                <tr key={`${voucher.id}-${line.ordinal}`}>
                  <td>
                    {line.ordinal === 1 && (
                      <div className={classes.lines}>
                        <Day on={voucher.booked_on} />
                        <span className={classes.soft}>{t(`kinds.${voucher.kind}`)}</span>
                      </div>
                    )}
                  </td>
                  <td>{accountOf(line)}</td>
                  <td className={classes.number}>{isDebit && amount}</td>
                  <td className={classes.number}>{!isDebit && amount}</td>
                </tr>
              );
            }),
          )}
        </tbody>
      </table>
    </div>
  );
};
