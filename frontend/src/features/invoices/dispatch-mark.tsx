import { Tooltip } from '@mantine/core';
import {
  type Icon,
  IconAlertTriangle,
  IconClock,
  IconMailCheck,
  IconPlayerTrackNext,
  IconSend,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useCodes } from '@/lib/codes';
import { useFormat } from '@/lib/format';
import { Status, type Tone } from '@/ui/status';
import { DispatchWhy } from './dispatch-why';

type Result = Schemas['FirstDispatchResult'];

const looks: Record<Result['state'], { tone: Tone; icon: Icon }> = {
  queued: { tone: 'calm', icon: IconClock },
  sending: { tone: 'calm', icon: IconSend },
  sent: { tone: 'good', icon: IconMailCheck },
  ignored: { tone: 'rest', icon: IconPlayerTrackNext },
  failed: { tone: 'bad', icon: IconAlertTriangle },
};

type Props = { result: Result | undefined; isLong?: boolean };

/** How an invoice's first dispatch ended; the reason is there on hover and on focus (R248-R251). */
export const DispatchMark = ({ result, isLong }: Props) => {
  const { t } = useTranslation('dispatch');
  const { channel } = useCodes();
  const { instant } = useFormat();
  if (!result) return <span style={{ color: 'var(--k-ink-soft)' }}>–</span>;
  const { state, reason, decided_at } = result;
  const mark = (
    <Status {...looks[state]}>{t(isLong ? `states.${state}` : `short.${state}`)}</Status>
  );
  const by = result.channel && state === 'sent' ? channel(result.channel) : undefined;
  const when = [by, decided_at && instant(decided_at)].filter(Boolean).join(', ');
  const label = reason ? <DispatchWhy result={result} withTitle /> : when;
  if (!label) return mark;
  return (
    <Tooltip
      label={label}
      multiline
      maw={360}
      withArrow
      events={{ hover: true, focus: true, touch: true }}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the reason must be reachable by keyboard */}
      <span tabIndex={0} style={{ display: 'inline-block', cursor: 'help' }}>
        {mark}
      </span>
    </Tooltip>
  );
};
