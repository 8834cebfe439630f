import {
  type Icon,
  IconAlertTriangle,
  IconBuildingBank,
  IconCircleCheck,
  IconClock,
  IconMail,
  IconMailExclamation,
  IconMailOff,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Status, type Tone } from '@/ui/status';
import type { InvoiceState } from './invoice-search';

const looks: Record<InvoiceState, { tone: Tone; icon: Icon }> = {
  unsent: { tone: 'rest', icon: IconMailOff },
  not_due: { tone: 'calm', icon: IconClock },
  overdue: { tone: 'bad', icon: IconAlertTriangle },
  reminded: { tone: 'wait', icon: IconMail },
  noticed: { tone: 'wait', icon: IconMailExclamation },
  in_collection: { tone: 'bad', icon: IconBuildingBank },
  settled: { tone: 'good', icon: IconCircleCheck },
};

export const InvoiceStateMark = ({ state }: { state: InvoiceState }) => {
  const { t } = useTranslation();
  return <Status {...looks[state]}>{t(`state.${state}`)}</Status>;
};
