import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useCodes } from '@/lib/codes';
import { useFormat } from '@/lib/format';
import { statuteText } from '@/lib/statute';
import { type Column, DataTable } from './data-table';
import { DaySpan } from './day';
import { Figures } from './figures';
import { FlagMark } from './flag-mark';
import classes from './interest-periods.module.css';
import { Money } from './money';

type Period = Schemas['InterestPeriod'];
type Props = { caption: string; periods: Period[]; currency: string };

/** Every period whose rate and principal stay the same, so that it can be counted after. */
export const InterestPeriods = ({ caption, periods, currency }: Props) => (
  <DataTable
    caption={caption}
    columns={usePeriodColumns(currency)}
    rows={periods}
    rowKey={({ first_on }) => first_on}
  />
);

const usePeriodColumns = (currency: string): Column<Period>[] => {
  const { t } = useTranslation('claims');
  const { word } = useCodes();
  const { exact, number, percent } = useFormat();
  return [
    {
      key: 'period',
      header: t('count.period'),
      card: 'title',
      render: ({ first_on, last_on }) => <DaySpan from={first_on} to={last_on} />,
    },
    {
      key: 'days',
      header: t('count.daysHead'),
      align: 'right',
      render: ({ day_count }) => <Figures text={number(day_count)} />,
    },
    {
      key: 'principal',
      header: word('claimPart', 'principal'),
      align: 'right',
      render: ({ principal }) => <Money amount={principal} currency={currency} />,
    },
    {
      key: 'percent',
      header: t('count.percent'),
      align: 'right',
      render: (period) => <Figures text={percent(period.percent)} />,
    },
    {
      key: 'amount',
      header: t('count.amount'),
      align: 'right',
      card: 'aside',
      render: ({ amount }) => (
        <strong>
          <Figures text={exact(amount)} />
        </strong>
      ),
    },
    {
      key: 'basis',
      header: t('count.basis'),
      render: ({ basis, is_flagged }) => (
        <span className={classes.basis}>
          {basis === 'agreed' ? word('interestBasis', 'agreed') : statuteText(basis)}
          {is_flagged && <FlagMark />}
        </span>
      ),
    },
  ];
};
