import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/api/session';
import { useFormat } from '@/lib/format';
import { Allowed } from '@/ui/allowed';
import { ChangeHold } from './change-hold';
import { type Hold, kindIcons } from './hold-kinds';
import { HoldStateMark } from './hold-state';
import classes from './holds.module.css';
import { LiftHold } from './lift-hold';
import { PlanTable } from './plan-table';

type Props = { hold: Hold; today: string | undefined; withScope?: boolean };

/** One hold: what, since when, until when, why, and what can be done about it. */
export const HoldItem = ({ hold, today, withScope }: Props) => {
  const { t } = useTranslation('holds');
  const Sign = kindIcons[hold.kind];
  return (
    <li className={classes.hold}>
      <div className={classes.head}>
        <strong>
          <Sign size={18} stroke={1.8} aria-hidden />
          {t(`kinds.${hold.kind}`)}
        </strong>
        <HoldStateMark hold={hold} />
      </div>
      <HoldWords hold={hold} withScope={withScope} />
      {hold.reason && <p className={classes.quote}>{hold.reason}</p>}
      {hold.plan && <PlanTable plan={hold.plan} />}
      {hold.state === 'active' && <Acts hold={hold} today={today} />}
    </li>
  );
};

/** The days of a hold in a sentence, and what follows its last one. */
export const HoldWords = ({ hold, withScope }: { hold: Hold; withScope?: boolean }) => {
  const { t } = useTranslation('holds');
  const { day, money } = useFormat();
  const { kind, from_on, until_on, disputed_amount, currency } = hold;
  const days =
    kind === 'promise_to_pay' && until_on
      ? t('words.promised', { on: day(until_on) })
      : until_on
        ? t('words.fromUntil', { from: day(from_on), until: day(until_on) })
        : t('words.since', { on: day(from_on) });
  const scope = hold.scope === 'customer' && kind !== 'payment_plan' ? t('words.customer') : '';
  return (
    <>
      <p className={classes.words}>
        {days}
        {withScope && scope && ` · ${scope}`}
      </p>
      {disputed_amount && currency && (
        <p className={classes.soft}>
          {t('words.part', { amount: money(disputed_amount, currency) })}
        </p>
      )}
      <After hold={hold} />
    </>
  );
};

const After = ({ hold }: { hold: Hold }) => {
  const { t } = useTranslation('holds');
  const { day } = useFormat();
  if (hold.state === 'ended' && hold.ended_on)
    return <p className={classes.soft}>{t('words.ended', { on: day(hold.ended_on) })}</p>;
  if (hold.kind === 'payment_plan')
    return <p className={classes.soft}>{t('words.plan', { count: hold.plan?.grace_days ?? 0 })}</p>;
  const told = hold.awaits_person ? 'awaits' : hold.until_on ? hold.afterwards : 'open';
  return <p className={classes.soft}>{t(`after.${told}`)}</p>;
};

const Acts = ({ hold, today }: Props) => {
  const { t } = useTranslation('holds');
  const may = useMay('runs.edit');
  const [act, setAct] = useState<'change' | 'lift'>();
  const close = () => setAct(undefined);
  return (
    <div className={classes.acts}>
      <Allowed may={may}>
        <Button size="compact-sm" variant="default" onClick={() => setAct('change')}>
          {t('change')}
        </Button>
      </Allowed>
      <Allowed may={may}>
        <Button size="compact-sm" variant="default" onClick={() => setAct('lift')}>
          {t('lift')}
        </Button>
      </Allowed>
      {act === 'change' && <ChangeHold id={hold.id} today={today} onClose={close} />}
      {act === 'lift' && <LiftHold hold={hold} onClose={close} />}
    </div>
  );
};
