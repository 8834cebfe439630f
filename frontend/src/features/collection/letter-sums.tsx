import { useTranslation } from 'react-i18next';
import { useCodes } from '@/lib/codes';
import { Money } from '@/ui/money';
import { Panel } from '@/ui/panel';
import classes from './letter.module.css';
import type { Proposal } from './use-letter';

const parts = [
  'principal',
  'old_fees',
  'old_interest',
  'new_fee',
  'new_interest',
  'total',
] as const;

/** What the letter asks for, old and new apart. */
export const LetterSums = ({ proposal }: { proposal: Proposal }) => {
  const { t } = useTranslation('collection');
  const { channel } = useCodes();
  const { recipient, recipients } = proposal;
  const by = proposal.channel && channel(proposal.channel);
  const isToOne = recipients.length === 1;
  const lead = by && recipient ? t('steps.to', { channel: by, recipient }) : by;
  return (
    <Panel title={t('send.sum')} lead={isToOne ? lead : undefined}>
      <dl className={classes.sums} aria-live="polite">
        {parts.map((part) => (
          <div key={part}>
            <dt>{t(`send.sums.${part}`)}</dt>
            <dd>
              <Money amount={proposal[part]} currency={proposal.currency} quietZero />
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
};
