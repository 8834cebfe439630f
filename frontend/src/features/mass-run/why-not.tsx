import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useCodes } from '@/lib/codes';
import { useFormat } from '@/lib/format';
import classes from './mass-run.module.css';

/** Codes in words, the first with a capital; more than one are parted by commas. */
export const CodeWords = ({ codes }: { codes: string[] }) => {
  const { reason, has, word } = useCodes();
  const said = codes.map((code) => (has('massRun', code) ? word('massRun', code) : reason(code)));
  return <span className={classes.why}>{said.join(', ')}</span>;
};

/** Why a letter is not proposed, with the day on which that may pass. */
export const WhyNot = ({ reasons }: { reasons: Schemas['Reason'][] }) => {
  const { t } = useTranslation('mass-run');
  const { reason, has, word } = useCodes();
  const { day } = useFormat();
  const said = reasons.map(({ code, changes_on }) => {
    const words = has('massRun', code) ? word('massRun', code) : reason(code);
    return changes_on ? t('until', { words, day: day(changes_on) }) : words;
  });
  return <span className={classes.why}>{said.join(', ')}</span>;
};
