import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useCodes } from '@/lib/codes';
import { Day, Instant } from '@/ui/day';
import { Money } from '@/ui/money';
import { Panel } from '@/ui/panel';
import classes from './case.module.css';
import { LetterStatus } from './letter-status';
import { ReasonList } from './reason-list';
import { StepToCome } from './step-to-come';

type Details = Schemas['CollectionCaseDetails'];
export type CaseLetter = Schemas['CollectionLetter'];
type Props = { details: Details; onDetails: (letter: CaseLetter) => void };

/** What was done in the case and what comes: the steps in their order. */
export const CaseSteps = ({ details, onDetails }: Props) => {
  const { t } = useTranslation('collection');
  const { letters, to_come } = details;
  const { next, state } = details.case;
  return (
    <Panel title={t('steps.title')}>
      <h3 className={classes.heading}>{t('steps.done')}</h3>
      {letters.length === 0 && <p className={classes.soft}>{t('steps.noneDone')}</p>}
      <ol className={classes.steps}>
        {letters.map((letter) => (
          <DoneStep key={letter.dispatch_id} letter={letter} onDetails={onDetails} />
        ))}
      </ol>
      {state === 'open' && (
        <>
          <h3 className={classes.heading}>{t('steps.toCome')}</h3>
          {next && next.outcome !== 'act' && <ReasonList reasons={next.reasons} />}
          {next?.outcome === 'act' && <p className={classes.soft}>{t('steps.canGo')}</p>}
          {to_come.length === 0 && next && <p className={classes.soft}>{t('steps.noneToCome')}</p>}
          <ol className={classes.steps} style={{ marginTop: '0.75rem' }}>
            {to_come.map((step) => (
              <StepToCome key={step.step_number} step={step} currency={details.case.currency} />
            ))}
          </ol>
        </>
      )}
    </Panel>
  );
};

const DoneStep = ({ letter, onDetails }: { letter: CaseLetter; onDetails: Props['onDetails'] }) => {
  const { t } = useTranslation('collection');
  const { step, channel } = useCodes();
  const { currency, step_number: number, recipient } = letter;
  const by = channel(letter.channel);
  return (
    <li>
      <span className={classes.number} data-done aria-hidden>
        {number}
      </span>
      <div className={classes.stepHead}>
        <strong>{step(letter.step)}</strong>
        <LetterStatus state={letter.state} />
        <span className={classes.soft}>
          <Instant at={letter.sent_at ?? letter.send_after} />
        </span>
        <Button
          size="compact-sm"
          variant="default"
          aria-label={t('steps.detailsOf', { number, step: step(letter.step) })}
          onClick={() => onDetails(letter)}
        >
          {t('steps.details')}
        </Button>
      </div>
      <span className={classes.soft}>
        {recipient ? t('steps.to', { channel: by, recipient }) : by}, {t('steps.payBy')}{' '}
        <Day on={letter.pay_by_on} />
      </span>
      <LetterFigures letter={letter} currency={currency} />
    </li>
  );
};

export const LetterFigures = ({ letter, currency }: { letter: CaseLetter; currency: string }) => {
  const { t } = useTranslation('collection');
  const figures = [
    { key: 'openItems', amount: letter.principal, count: letter.open_items.length },
    { key: 'fee', amount: letter.fee },
    { key: 'newInterest', amount: letter.new_interest },
    { key: 'total', amount: letter.total },
  ] as const;
  return (
    <dl className={classes.figures}>
      {figures.map(({ key, amount, ...more }) => (
        <div key={key}>
          <dt>{t(`steps.${key}`)}</dt>
          <dd>
            <Money amount={amount} currency={currency} quietZero />
            {'count' in more && (
              <span className={classes.soft}>{t('cases.invoices', { count: more.count })}</span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
};
