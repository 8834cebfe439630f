import {
  IconBan,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleDot,
  IconHandStop,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useCodes } from '@/lib/codes';
import { useFormat } from '@/lib/format';
import { Day } from '@/ui/day';
import classes from './why-timeline.module.css';

type Explanation = Schemas['Explanation'];
type Past = Schemas['PastDecision'];

const signs = {
  act: IconCircleCheck,
  hold: IconHandStop,
  forfeit: IconBan,
  wait: IconCircleDashed,
  done: IconCircleCheck,
};

/** The steps of the case: what was decided, where it stands, how many are to come. */
export const WhyTimeline = ({ explanation }: { explanation: Explanation }) => {
  const { t } = useTranslation('invoices');
  const { step } = useCodes();
  const { day } = useFormat();
  const { history, step_number, step_count, reached_on } = explanation;
  if (history.length === 0 && !explanation.step) return null;
  const isOfNow = (past: Past) => past.outcome === 'hold' && past.step_number === step_number;
  const held = explanation.step ? history.findLast(isOfNow) : undefined;
  const past = held ? history.filter((one) => !isOfNow(one)) : history;
  return (
    <section>
      <h3 className={classes.heading}>{t('why.timeline')}</h3>
      <ol className={classes.timeline}>
        {past.map((one) => (
          <PastStep key={`${one.step_number}${one.decided_on}${one.outcome}`} past={one} />
        ))}
        {explanation.step && (
          <li data-now>
            <IconCircleDot size={20} aria-hidden />
            <div>
              <div className={classes.line}>
                <strong>{step(explanation.step)}</strong>
                <Day on={reached_on} />
              </div>
              {step_number !== undefined && step_count !== undefined && (
                <p>{t('why.stepOf', { number: step_number, count: step_count })}</p>
              )}
              {held && <p>{t('why.heldSince', { on: day(held.decided_on) })}</p>}
            </div>
          </li>
        )}
      </ol>
    </section>
  );
};

const PastStep = ({ past }: { past: Past }) => {
  const { step, outcome, reason } = useCodes();
  const Sign = signs[past.outcome];
  return (
    <li data-outcome={past.outcome}>
      <Sign size={20} aria-hidden />
      <div>
        <div className={classes.line}>
          <strong>{step(past.step)}</strong>
          <Day on={past.decided_on} />
        </div>
        <p>
          {outcome(past.outcome)}
          {past.reasons.length > 0 &&
            `: ${past.reasons.map(({ code }) => reason(code)).join(', ')}`}
        </p>
      </div>
    </li>
  );
};
