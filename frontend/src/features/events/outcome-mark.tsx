import { IconBan, IconCircleCheck, IconClock, IconHandStop, IconSend } from '@tabler/icons-react';
import type { Schemas } from '@/api/client';
import { useCodes } from '@/lib/codes';
import { Status } from '@/ui/status';

const looks = {
  act: { tone: 'good', icon: IconSend },
  hold: { tone: 'wait', icon: IconHandStop },
  forfeit: { tone: 'rest', icon: IconBan },
  wait: { tone: 'calm', icon: IconClock },
  done: { tone: 'good', icon: IconCircleCheck },
} as const;

export const OutcomeMark = ({ outcome }: { outcome: Schemas['Outcome'] }) => {
  const codes = useCodes();
  return <Status {...looks[outcome]}>{codes.outcome(outcome)}</Status>;
};
