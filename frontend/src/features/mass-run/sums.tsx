import { addAmounts } from '@/lib/format';
import { Money } from '@/ui/money';

type Row = { currency: string };

/** Sums by currency: none crosses them. */
export const sumsOf = <T extends Row>(rows: T[], amountOf: (row: T) => string) => {
  const sums = new Map<string, string>();
  for (const row of rows)
    sums.set(row.currency, addAmounts(sums.get(row.currency) ?? '0.00', amountOf(row)));
  return [...sums].map(([currency, amount]) => ({ currency, amount }));
};

export const Sums = ({ sums }: { sums: { currency: string; amount: string }[] }) =>
  sums.map(({ currency, amount }, index) => (
    <span key={currency}>
      {index > 0 && ' + '}
      <Money amount={amount} currency={currency} />
    </span>
  ));
