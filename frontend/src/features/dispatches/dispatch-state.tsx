import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleX,
  IconClock,
  IconHelpCircle,
  IconSend,
  IconUserQuestion,
} from '@tabler/icons-react';
import type { Schemas } from '@/api/client';
import { useCodes } from '@/lib/codes';
import { Status } from '@/ui/status';

const looks = {
  proposed: { tone: 'calm', icon: IconUserQuestion },
  queued: { tone: 'calm', icon: IconClock },
  sending: { tone: 'calm', icon: IconSend },
  sent: { tone: 'good', icon: IconCircleCheck },
  failed: { tone: 'bad', icon: IconAlertTriangle },
  unknown: { tone: 'wait', icon: IconHelpCircle },
  cancelled: { tone: 'rest', icon: IconCircleX },
} as const;

export const DispatchStateMark = ({ state }: { state: Schemas['DispatchState'] }) => {
  const { word } = useCodes();
  return <Status {...looks[state]}>{word('dispatchState', state)}</Status>;
};
