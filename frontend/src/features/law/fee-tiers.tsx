import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useFormat } from '@/lib/format';
import { Money } from '@/ui/money';
import classes from './law.module.css';

type Props = { figure: Schemas['LawFigure']; currency: string };

/** The highest amount, or one for each size of the principal. */
export const FeeTiers = ({ figure, currency }: Props) => {
  const { t } = useTranslation('law');
  const { money } = useFormat();
  const tiers = figure.tiers ?? [];
  return (
    <>
      {tiers.length === 1 ? (
        <Money amount={tiers[0]?.amount} currency={currency} />
      ) : (
        <dl className={classes.tiers} aria-label={t('value.tiersBy')}>
          {tiers.map(({ up_to, amount }) => (
            <div key={up_to ?? 'above'}>
              <dt>{up_to ? t('value.upTo', { sum: money(up_to, currency) }) : t('value.above')}</dt>
              <dd>
                <Money amount={amount} currency={currency} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      {figure.needs_agreement && <div className={classes.soft}>{t('value.needsAgreement')}</div>}
    </>
  );
};
