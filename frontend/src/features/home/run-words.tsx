import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useCodes } from '@/lib/codes';
import { useFormat } from '@/lib/format';
import classes from './run-words.module.css';

type Run = Schemas['Run'];

/** How a run went, in a sentence and a list of reasons. */
export const RunWords = ({ run }: { run: Run }) => {
  const { t } = useTranslation('home');
  const { number } = useFormat();
  if (run.state === 'failed')
    return <p className={classes.failed}>{t('run.failed', { why: run.failure })}</p>;
  if (run.state !== 'finished')
    return (
      <p className={classes.words}>{t(run.state === 'queued' ? 'run.queued' : 'run.going')}</p>
    );
  const acted = run.is_dry_run ? 'run.wouldSend' : 'run.sent';
  return (
    <>
      <p className={classes.words}>
        {t('run.lookedAt', { count: run.looked_at_count, number: number(run.looked_at_count) })}{' '}
        <strong>{t(acted, { count: run.act_count, number: number(run.act_count) })}</strong>{' '}
        {t('run.held', { count: run.hold_count, number: number(run.hold_count) })}{' '}
        {t('run.forfeited', { count: run.forfeit_count, number: number(run.forfeit_count) })}
      </p>
      <Reasons run={run} />
    </>
  );
};

const Reasons = ({ run }: { run: Run }) => {
  const { t } = useTranslation('home');
  const { number } = useFormat();
  const { reason, outcome } = useCodes();
  const told = run.reasons.filter(({ outcome: of }) => of === 'hold' || of === 'forfeit');
  if (told.length === 0) return null;
  return (
    <details className={classes.details}>
      <summary>{t('run.reasons')}</summary>
      <ul className={classes.reasons}>
        {told.map((item) => (
          <li key={item.outcome + item.reason}>
            <span>
              {reason(item.reason)} <small>{outcome(item.outcome).toLocaleLowerCase()}</small>
            </span>
            <span className="tabular">{number(item.count)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
};
