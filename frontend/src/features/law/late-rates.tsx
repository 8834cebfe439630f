import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useCodes } from '@/lib/codes';
import { useFormat } from '@/lib/format';
import { statuteText } from '@/lib/statute';
import { DaySpan } from '@/ui/day';
import { FlagMark } from '@/ui/flag-mark';
import classes from './law.module.css';

type Rate = Schemas['LateRate'];

const order = ['consumer', 'business', 'housing_charge'] as const;

/** The late rate of each class of claims, in large figures. */
export const LateRates = ({ rates }: { rates: Rate[] }) => {
  const { t } = useTranslation('law');
  const { word } = useCodes();
  return (
    <section aria-label={t('rates')} className={classes.rates}>
      {order.map((claimClass) => (
        <div key={claimClass} className={classes.rate}>
          <h2>{word('claimClass', claimClass)}</h2>
          <RateShown rate={rates.find(({ claim_class }) => claim_class === claimClass)} />
        </div>
      ))}
    </section>
  );
};

const RateShown = ({ rate }: { rate: Rate | undefined }) => {
  const { t } = useTranslation('law');
  const { percent } = useFormat();
  if (!rate) return <p className={classes.unknown}>{t('notKnown')}</p>;
  return (
    <>
      <p className={classes.percent}>
        {percent(rate.percent)}
        {rate.is_flagged && <FlagMark />}
      </p>
      <p className={classes.span}>
        <DaySpan from={rate.from} to={rate.to} />
      </p>
      <p className={classes.soft}>{statuteText(rate.basis)}</p>
    </>
  );
};
