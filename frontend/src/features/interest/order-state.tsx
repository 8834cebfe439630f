import { type Icon, IconBan, IconCircleCheck, IconHourglassHigh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { Status, type Tone } from '@/ui/status';

type State = Schemas['InterestOrderState'];

const looks: Record<State, { tone: Tone; icon: Icon }> = {
  open: { tone: 'wait', icon: IconHourglassHigh },
  invoiced: { tone: 'good', icon: IconCircleCheck },
  cancelled: { tone: 'rest', icon: IconBan },
};

export const OrderStateMark = ({ state }: { state: State }) => {
  const { t } = useTranslation('interest');
  return <Status {...looks[state]}>{t(`states.${state}`)}</Status>;
};
