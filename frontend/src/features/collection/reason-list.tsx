import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useCodes } from '@/lib/codes';
import { useFormat } from '@/lib/format';
import { statuteText } from '@/lib/statute';
import classes from './case.module.css';

type Reason = Schemas['Reason'];

/** Every reason that stands in the way, what it means and when it could fall away. */
export const ReasonList = ({ reasons }: { reasons: Reason[] }) => {
  const { t } = useTranslation('collection');
  const codes = useCodes();
  const { day } = useFormat();
  return (
    <ul className={classes.reasons}>
      {reasons.map(({ code, reason_class, detail, changes_on }) => (
        <li key={code} data-class={reason_class}>
          <strong>{codes.reason(code)}</strong>
          <p>{codes.has('reasonText', code) ? codes.reasonText(code) : detail}</p>
          {code === 'law_wait' && detail && <p>{statuteText(detail)}</p>}
          {changes_on && <p>{t('reasons.changes', { on: day(changes_on) })}</p>}
        </li>
      ))}
    </ul>
  );
};
