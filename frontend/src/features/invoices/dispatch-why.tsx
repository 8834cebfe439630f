import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useCodes } from '@/lib/codes';
import classes from './dispatch.module.css';

type Told = Pick<Schemas['FirstDispatchResult'], 'state' | 'reason' | 'detail' | 'refusals'>;

/** Why an invoice did not go: the reason in a sentence, and what stood in the way of each channel. */
export const DispatchWhy = ({ result, withTitle }: { result: Told; withTitle?: boolean }) => {
  const { t } = useTranslation('dispatch');
  const { reasonText, channel, word } = useCodes();
  const refusals = result.refusals ?? [];
  // what a channel answered is in its refusal; otherwise the detail is all that is known
  const isTold = refusals.length > 0 || result.state === 'ignored';
  return (
    <span className={classes.why}>
      {withTitle && <strong>{t(`states.${result.state}`)}</strong>}
      {result.reason && <span>{reasonText(result.reason)}</span>}
      {refusals.map((one) => (
        <span key={one.channel}>
          {channel(one.channel)}: {word('refusal', one.code)}
          {one.detail && ` (${one.detail})`}
        </span>
      ))}
      {!isTold && result.detail && <span>{result.detail}</span>}
    </span>
  );
};
