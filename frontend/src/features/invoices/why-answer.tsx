import {
  IconBan,
  IconCircleCheck,
  IconHandStop,
  IconHourglassHigh,
  IconSend,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useCodes } from '@/lib/codes';
import { useFormat } from '@/lib/format';
import classes from './why.module.css';

type Explanation = Schemas['Explanation'];

const signs = {
  act: IconSend,
  hold: IconHandStop,
  forfeit: IconBan,
  wait: IconHourglassHigh,
  done: IconCircleCheck,
};

/** The outcome in one sentence, and the first day it could be another. */
export const WhyAnswer = ({ explanation }: { explanation: Explanation }) => {
  const { t } = useTranslation('invoices');
  const { step, channel } = useCodes();
  const { day } = useFormat();
  const { outcome, first_change_on, reached_on, reasons } = explanation;
  const awaits = reasons.some(({ code }) => code === 'awaits_transfer');
  const Sign = signs[outcome];
  const words = {
    step: explanation.step ? step(explanation.step) : t('why.nextStep'),
    channel: explanation.channel ? channel(explanation.channel).toLocaleLowerCase() : '',
    on: reached_on ? day(reached_on) : '',
  };
  const isSaid =
    awaits || outcome === 'act' || (outcome === 'wait' && first_change_on === reached_on);
  const withDay = outcome === 'wait' && reached_on ? 'why.sentence.waitUntil' : undefined;
  const said = awaits ? 'why.sentence.awaits' : (withDay ?? `why.sentence.${outcome}`);
  return (
    <div className={classes.answer} data-outcome={outcome}>
      <Sign size={24} aria-hidden />
      <div>
        <p className={classes.sentence}>{t(said, words)}</p>
        {!isSaid && (
          <p className={classes.change}>
            {first_change_on
              ? t('why.firstChange', { on: day(first_change_on) })
              : t(outcome === 'done' ? 'why.finished' : 'why.neverByItself')}
          </p>
        )}
      </div>
    </div>
  );
};
