import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useCodes } from '@/lib/codes';
import { isZero, useFormat } from '@/lib/format';
import { Money } from '@/ui/money';
import { AllocationOrder } from './allocation-order';
import { FeeTiers } from './fee-tiers';
import classes from './law.module.css';

type Figure = Schemas['LawFigure'];
type Props = { figure: Figure; currency: string };

/** What a figure says, in words or money; which values it has follows from its kind. */
export const FigureValue = ({ figure, currency }: Props): ReactNode => {
  const { t } = useTranslation('law');
  switch (figure.kind) {
    case 'rate':
    case 'margin':
      return <PercentValue figure={figure} />;
    case 'ceiling':
      return t('value.ceiling');
    case 'day_count':
      return t(figure.divisor === '365' ? 'value.always365' : 'value.actual_year');
    case 'due_day':
      return t(figure.moves ? 'value.moves' : 'value.stays');
    case 'fee':
    case 'total':
      return <FeeTiers figure={figure} currency={currency} />;
    case 'wait':
      return <WaitSentence figure={figure} />;
    case 'bill_lead':
      return t('value.billLead', { count: figure.days ?? 0 });
    case 'count':
      return t('value.count', { count: figure.count ?? 0 });
    case 'compensation':
      return (
        <>
          <Money amount={figure.amount} currency={currency} />
          <div className={classes.soft}>
            {t(figure.nets_fees ? 'value.netsFees' : 'value.addsFees')}
          </div>
        </>
      );
    case 'allocation':
      return <AllocationOrder figure={figure} />;
    case 'limitation':
      return t('value.years', { count: figure.years ?? 0 });
    case 'term':
      return t('value.term', { count: figure.days ?? 0 });
    case 'own_letter':
      return <OwnLetter figure={figure} />;
    case 'deadline':
      return <DeadlineValue figure={figure} />;
    case 'contents':
      return <Contents items={figure.items ?? []} />;
  }
};

const PercentValue = ({ figure: { kind, percent = '0' } }: { figure: Figure }) => {
  const { t } = useTranslation('law');
  const format = useFormat();
  if (kind === 'rate')
    return <strong>{t('value.rate', { percent: format.percent(percent) })}</strong>;
  if (isZero(percent)) return t('value.noMargin');
  return <strong>{t('value.margin', { points: format.points(percent) })}</strong>;
};

const WaitSentence = ({ figure }: { figure: Figure }) => {
  const { act, gates, since, days = 0, margin_days = 0 } = figure;
  const { t } = useTranslation('law');
  const when = t(since === 'due_day' ? 'value.fromDueDay' : 'value.fromLetter', { count: days });
  const isFee = gates === 'fee';
  const words = { act: act ? t(`${isFee ? 'costing' : 'going'}.${act}`) : '', when };
  return (
    <>
      {t(isFee ? 'value.mayCost' : 'value.mayGo', words)}
      {margin_days > 0 && (
        <div className={classes.soft}>{t('value.marginDays', { count: margin_days })}</div>
      )}
    </>
  );
};

const OwnLetter = ({ figure: { act, charged_as } }: { figure: Figure }) => {
  const { t } = useTranslation('law');
  const { word } = useCodes();
  return (
    <>
      {t('value.countsAs', { act: word('lawAct', act ?? '') })}
      <div className={classes.soft}>
        {charged_as
          ? t('value.chargedAs', { act: word('lawAct', charged_as) })
          : t('value.chargesNothing')}
      </div>
    </>
  );
};

const DeadlineValue = ({ figure: { of, days, years, moves } }: { figure: Figure }) => {
  const { t } = useTranslation('law');
  return (
    <>
      {t(`value.${of}`, { count: days || years || 0 })}
      {moves && <div className={classes.soft}>{t('value.movesToo')}</div>}
    </>
  );
};

const Contents = ({ items }: { items: string[] }) => {
  const { word } = useCodes();
  return (
    <ul className={classes.contents}>
      {items.map((item) => (
        <li key={item}>{word('letterItem', item)}</li>
      ))}
    </ul>
  );
};
