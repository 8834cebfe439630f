import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useCodes } from '@/lib/codes';
import { useFormat } from '@/lib/format';
import { Day } from '@/ui/day';
import { Money } from '@/ui/money';
import { Panel } from '@/ui/panel';
import classes from './case.module.css';

type Payment = Schemas['CasePayment'];

/** What was paid while in collection, and to what it went. */
export const CasePayments = ({ payments }: { payments: Payment[] }) => {
  const { t } = useTranslation('collection');
  return (
    <Panel title={t('payments.title')}>
      {payments.length === 0 && <p className={classes.soft}>{t('payments.none')}</p>}
      <ul className={classes.payments}>
        {payments.map((payment) => (
          <PaymentRow key={payment.payment_id} payment={payment} />
        ))}
      </ul>
    </Panel>
  );
};

const PaymentRow = ({ payment }: { payment: Payment }) => {
  const { t } = useTranslation('collection');
  const { word } = useCodes();
  const { money } = useFormat();
  const { currency, parts, kind, payer, paid_on, amount } = payment;
  return (
    <li>
      <div>
        <Day on={paid_on} /> {kind === 'money' ? payer : t(`payments.kinds.${kind}`)}
        {payment.is_by_collection_reference && (
          <span className={classes.soft}>{t('payments.byReference')}</span>
        )}
        {parts.map(({ invoice_id, invoice_number, part, amount: share }) => (
          <span key={invoice_id + part} className={`${classes.soft} tabular`}>
            {invoice_number} {word('claimPart', part).toLocaleLowerCase()} {money(share, currency)}
          </span>
        ))}
      </div>
      <Money amount={amount} currency={currency} />
    </li>
  );
};
