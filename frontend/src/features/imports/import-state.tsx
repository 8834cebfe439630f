import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCloudUpload,
  IconProgress,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { Status } from '@/ui/status';

const looks = {
  receiving: { tone: 'calm', icon: IconCloudUpload },
  running: { tone: 'calm', icon: IconProgress },
  finished: { tone: 'good', icon: IconCircleCheck },
  failed: { tone: 'bad', icon: IconAlertTriangle },
} as const;

export const ImportStateMark = ({ row }: { row: Schemas['Import'] }) => {
  const { t } = useTranslation('imports');
  if (row.state === 'finished' && row.failed_count > 0)
    return (
      <Status tone="wait" icon={IconAlertTriangle}>
        {t('finishedWithFailures')}
      </Status>
    );
  return <Status {...looks[row.state]}>{t(`states.${row.state}`)}</Status>;
};
