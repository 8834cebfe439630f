import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { Day } from '@/ui/day';
import { Facts } from '@/ui/facts';
import { Money } from '@/ui/money';
import classes from './worklist.module.css';

/** The invoice behind a row, before all the due date that its reminders rest on. */
export const VoucherHead = ({ invoice }: { invoice: Schemas['Invoice'] }) => {
  const { t } = useTranslation('worklist');
  const { currency, due_on, fee, invoice_on, open, total } = invoice;
  return (
    <>
      <div className={classes.basis}>
        <span>{t('voucher.basis')}</span>
        <strong>
          <Day on={due_on} withWeekday />
        </strong>
      </div>
      <Facts
        facts={[
          { term: t('voucher.invoiceOn'), value: <Day on={invoice_on} /> },
          { term: t('voucher.total'), value: <Money amount={total} currency={currency} /> },
          { term: t('voucher.openNow'), value: <Money amount={open} currency={currency} /> },
          {
            term: t('voucher.costs'),
            value: <Money amount={fee} currency={currency} quietZero />,
          },
        ]}
      />
    </>
  );
};
