import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useCodes } from '@/lib/codes';
import { useFormat } from '@/lib/format';
import { statuteText } from '@/lib/statute';
import { type Column, DataTable } from '@/ui/data-table';
import { Day, DaySpan } from '@/ui/day';
import { Facts } from '@/ui/facts';
import { Figures } from '@/ui/figures';
import { FlagMark } from '@/ui/flag-mark';
import { Money } from '@/ui/money';
import classes from './claim.module.css';

type Claim = Schemas['Claim'];
type Period = Schemas['InterestPeriod'];

/** Every period whose rate and principal stay the same, and how they make the interest. */
export const InterestCount = ({ claim }: { claim: Claim }) => {
  const { t } = useTranslation('claims');
  const columns = usePeriodColumns(claim);
  const { currency, interest } = claim;
  if (interest.periods.length === 0) return null;
  return (
    <details className={classes.count}>
      <summary>{t('count.title')}</summary>
      <p className={classes.formula}>{t('count.formula')}</p>
      <DataTable
        caption={t('count.title')}
        columns={columns}
        rows={interest.periods}
        rowKey={({ first_on }) => first_on}
      />
      <p className={classes.sum}>
        <span>{t('count.sum')}</span>
        <Money amount={interest.amount} currency={currency} />
      </p>
      <div className={classes.facts}>
        <CountFacts interest={interest} />
      </div>
    </details>
  );
};

const CountFacts = ({ interest }: { interest: Schemas['ClaimInterest'] }) => {
  const { t } = useTranslation('claims');
  const { divisor, free_days, ceiling_basis, first_on, last_on } = interest;
  const facts = [
    { term: t('count.firstOn'), value: <Day on={first_on} /> },
    { term: t('count.lastOn'), value: <Day on={last_on} /> },
    {
      term: t('count.freeDays'),
      value: free_days === 0 ? t('count.freeDaysNone') : t('count.days', { count: free_days }),
    },
    {
      term: t('count.divisor'),
      value: t(divisor === '365' ? 'divisor.always' : 'divisor.actual_year'),
    },
    ...(ceiling_basis ? [{ term: t('count.ceiling'), value: statuteText(ceiling_basis) }] : []),
  ];
  return <Facts facts={facts} />;
};

const usePeriodColumns = ({ currency }: Claim): Column<Period>[] => {
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
        <span className={classes.periodBasis}>
          {basis === 'agreed' ? word('interestBasis', 'agreed') : statuteText(basis)}
          {is_flagged && <FlagMark />}
        </span>
      ),
    },
  ];
};
