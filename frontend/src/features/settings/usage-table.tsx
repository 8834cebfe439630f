import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useCodes } from '@/lib/codes';
import { useFormat } from '@/lib/format';
import { Figures } from '@/ui/figures';
import { Money } from '@/ui/money';
import classes from './usage.module.css';

type Usage = Schemas['Usage'];
type Line = Schemas['UsageLine'];

/** The statement as a ledger: letters of one kind by their prices, and the sums of each part. */
export const UsageTable = ({ usage }: { usage: Usage }) => {
  const { t } = useTranslation('settings');
  const { currency } = usage;
  return (
    <table className={classes.ledger}>
      <caption className={classes.caption}>{t('usage.caption')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('usage.letter')}</th>
          <th scope="col" className={classes.wide}>
            {t('usage.transaction')}
          </th>
          <th scope="col" className={classes.wide}>
            {t('usage.delivery')}
          </th>
          <th scope="col">{t('usage.count')}</th>
          <th scope="col">{t('usage.cost')}</th>
        </tr>
      </thead>
      <tbody>
        {usage.lines.map((line) => (
          <LineRow key={Object.values(line).join(' ')} line={line} currency={currency} />
        ))}
      </tbody>
      <tfoot>
        <Sum label={t('usage.transactions')} amount={usage.transactions} currency={currency} />
        <Sum label={t('usage.deliveries')} amount={usage.deliveries} currency={currency} />
        <Sum label={t('usage.total')} amount={usage.total} currency={currency} isLast />
      </tfoot>
    </table>
  );
};

const LineRow = ({ line, currency }: { line: Line; currency: string }) => {
  const { step, channel } = useCodes();
  const { price, number } = useFormat();
  const [transaction, delivery] = [line.transaction_price, line.delivery_price].map((each) =>
    price(each, currency),
  );
  return (
    <tr>
      <th scope="row">
        <span className={classes.kind}>{step(line.step)}</span>
        <span className={classes.channel}>{channel(line.channel)}</span>
        <span className={classes.narrow}>
          {transaction} + {delivery}
        </span>
      </th>
      <td className={classes.wide}>
        <Figures text={transaction ?? ''} />
      </td>
      <td className={classes.wide}>
        <Figures text={delivery ?? ''} />
      </td>
      <td>
        <Figures text={number(line.count)} />
      </td>
      <td>
        <Figures text={price(line.cost, currency)} />
      </td>
    </tr>
  );
};

type SumProps = { label: string; amount: string; currency: string; isLast?: boolean };

const Sum = ({ label, amount, currency, isLast }: SumProps) => (
  <tr data-last={isLast}>
    <th scope="row">{label}</th>
    <td className={classes.wide} />
    <td className={classes.wide} />
    <td />
    <td>
      <Money amount={amount} currency={currency} size={isLast ? 'large' : 'row'} />
    </td>
  </tr>
);
