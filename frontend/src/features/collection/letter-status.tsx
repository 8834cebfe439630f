import {
  IconCheck,
  IconClockPause,
  IconHelpCircle,
  IconHourglassHigh,
  IconSend,
  IconX,
} from '@tabler/icons-react';
import type { Schemas } from '@/api/client';
import { useCodes } from '@/lib/codes';
import { Status, type Tone } from '@/ui/status';

type State = Schemas['DispatchState'];

const looks: Record<State, { tone: Tone; icon: typeof IconCheck }> = {
  proposed: { tone: 'wait', icon: IconClockPause },
  queued: { tone: 'calm', icon: IconHourglassHigh },
  sending: { tone: 'calm', icon: IconSend },
  sent: { tone: 'good', icon: IconCheck },
  failed: { tone: 'bad', icon: IconX },
  unknown: { tone: 'bad', icon: IconHelpCircle },
  cancelled: { tone: 'rest', icon: IconX },
};

/** Where a letter of the case is on its way. */
export const LetterStatus = ({ state }: { state: State }) => {
  const { word } = useCodes();
  const { tone, icon } = looks[state];
  return (
    <Status tone={tone} icon={icon}>
      {word('dispatchState', state)}
    </Status>
  );
};
