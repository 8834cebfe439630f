import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { statuteText } from '@/lib/statute';
import { Day } from '@/ui/day';
import { Facts } from '@/ui/facts';
import { InterestPeriods } from '@/ui/interest-periods';
import { Money } from '@/ui/money';
import classes from './claim.module.css';

type Claim = Schemas['Claim'];

/** Every period whose rate and principal stay the same, and how they make the interest. */
export const InterestCount = ({ claim }: { claim: Claim }) => {
  const { t } = useTranslation('claims');
  const { currency, interest } = claim;
  if (interest.periods.length === 0) return null;
  return (
    <details className={classes.count}>
      <summary>{t('count.title')}</summary>
      <p className={classes.formula}>{t('count.formula')}</p>
      <InterestPeriods caption={t('count.title')} periods={interest.periods} currency={currency} />
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
