import {
  IconAlertTriangle,
  IconCheck,
  IconClock,
  IconPlayerPause,
  IconX,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { Status, type Tone } from '@/ui/status';
import type { Hold } from './hold-kinds';

type EndReason = Schemas['HoldEndReason'];

const ends: Record<EndReason, Tone> = {
  kept: 'good',
  settled: 'good',
  broken: 'bad',
  expired: 'rest',
  lifted: 'rest',
};

export const HoldStateMark = ({ hold }: { hold: Hold }) => {
  const { t } = useTranslation('holds');
  if (hold.awaits_person)
    return (
      <Status tone="wait" icon={IconAlertTriangle}>
        {t('states.awaits')}
      </Status>
    );
  if (hold.state === 'active' || !hold.end_reason)
    return (
      <Status tone="calm" icon={IconPlayerPause}>
        {t('states.active')}
      </Status>
    );
  const tone = ends[hold.end_reason];
  const sign = { good: IconCheck, bad: IconX, rest: IconClock } as const;
  return (
    <Status tone={tone} icon={sign[tone as keyof typeof sign]}>
      {t(`ends.${hold.end_reason}`)}
    </Status>
  );
};
