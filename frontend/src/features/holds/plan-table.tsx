import { IconAlertTriangle, IconCheck, IconClock, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { isZero } from '@/lib/format';
import { Day } from '@/ui/day';
import { Money } from '@/ui/money';
import { Status } from '@/ui/status';
import classes from './holds.module.css';

type State = Schemas['Instalment']['state'];

const marks = {
  kept: { tone: 'good', icon: IconCheck },
  coming: { tone: 'rest', icon: IconClock },
  due: { tone: 'wait', icon: IconClock },
  late: { tone: 'wait', icon: IconAlertTriangle },
  broken: { tone: 'bad', icon: IconX },
} as const satisfies Record<State, object>;

/** A payment plan as it goes: each instalment, what came of it, kept or broken. */
export const PlanTable = ({ plan }: { plan: Schemas['PaymentPlan'] }) => {
  const { t } = useTranslation('holds');
  const { currency, instalments, paid, total, invoices } = plan;
  return (
    <>
      <table className={classes.instalments} aria-label={t('kinds.payment_plan')}>
        <thead>
          <tr>
            <th scope="col">{t('plan.due')}</th>
            <th scope="col" data-align="right">
              {t('plan.amount')}
            </th>
            <th scope="col">{t('plan.state')}</th>
          </tr>
        </thead>
        <tbody>
          {instalments.map((one) => (
            <tr key={one.due_on}>
              <td>
                <Day on={one.due_on} />
              </td>
              <td data-align="right">
                <Money amount={one.amount} currency={currency} />
                {one.state !== 'kept' && !isZero(one.paid) && (
                  <div className={classes.soft}>
                    {t('plan.paidOf')} <Money amount={one.paid} currency={currency} />
                  </div>
                )}
              </td>
              <td>
                <Status {...marks[one.state]}>{t(`instalmentStates.${one.state}`)}</Status>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={classes.soft}>
        {t('plan.soFar')} <Money amount={paid} currency={currency} /> /{' '}
        <Money amount={total} currency={currency} />
        {invoices.length > 1 && ` · ${t('plan.invoices', { count: invoices.length })}`}
      </p>
    </>
  );
};
