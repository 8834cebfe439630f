import { isZero, useFormat } from '@/lib/format';
import { Figures } from './figures';
import classes from './money.module.css';

type Props = {
  amount: string | undefined;
  currency: string;
  size?: 'row' | 'large' | 'hero';
  quietZero?: boolean;
};

/** An amount with its currency, in figures that stand under each other. */
export const Money = ({ amount, currency, size = 'row', quietZero }: Props) => {
  const { money } = useFormat();
  if (amount === undefined) return <span className={classes.quiet}>–</span>;
  const quiet = quietZero && isZero(amount);
  return (
    <span className={quiet ? classes.quiet : classes.money} data-size={size}>
      <Figures text={money(amount, currency)} />
    </span>
  );
};
