import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useCodes } from '@/lib/codes';
import { useFormat } from '@/lib/format';
import { statuteText } from '@/lib/statute';
import classes from './why.module.css';

type Reason = Schemas['Reason'];

/** Every reason that applies, not only the first, with its class in words. */
export const WhyReasons = ({ reasons }: { reasons: Reason[] }) => {
  const { t } = useTranslation('invoices');
  if (reasons.length === 0) return null;
  return (
    <section className={classes.section}>
      <h3 className={classes.heading}>{t('why.reasons', { count: reasons.length })}</h3>
      <ul className={classes.reasons}>
        {reasons.map((reason) => (
          <ReasonRow key={reason.code} reason={reason} />
        ))}
      </ul>
    </section>
  );
};

const ReasonRow = ({ reason: { code, reason_class, detail, changes_on } }: { reason: Reason }) => {
  const { t } = useTranslation('invoices');
  const codes = useCodes();
  const { day } = useFormat();
  return (
    <li data-class={reason_class}>
      <div className={classes.reasonHead}>
        <strong>{codes.reason(code)}</strong>
        <span className={classes.class}>{codes.word('reasonClass', reason_class)}</span>
      </div>
      <p>{codes.has('reasonText', code) ? codes.reasonText(code) : detail}</p>
      <Found code={code} detail={detail} />
      {changes_on && <p className={classes.soft}>{t('why.fallsAway', { on: day(changes_on) })}</p>}
    </li>
  );
};

const held = ['disputed', 'bankruptcy', 'deceased', 'manual_review', 'payment_plan'];

/* Since when it is held, which letter is missing, and which statute asks for the wait: the sentence alone does not say. */
const Found = ({ code, detail = '' }: { code: string; detail?: string }) => {
  const { t } = useTranslation('invoices');
  const codes = useCodes();
  const { day } = useFormat();
  if (held.includes(code) && /^\d{4}-\d{2}-\d{2}$/.test(detail))
    return <p className={classes.soft}>{t('why.since', { on: day(detail) })}</p>;
  if (code === 'law_wait') return <p className={classes.soft}>{statuteText(detail)}</p>;
  if (code !== 'previous_step_missing' || !detail) return null;
  const steps = detail.split(', ');
  const isSteps = steps.every((step) => codes.has('step', step));
  const told = isSteps ? steps.map(codes.step).join(', ') : statuteText(detail);
  return <p className={classes.soft}>{told}</p>;
};
