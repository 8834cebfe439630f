import { Button } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { useCompanyId, useMay } from '@/api/session';
import { Allowed } from '@/ui/allowed';
import { Confirm } from '@/ui/confirm';
import { toast } from '@/ui/toast';
import { RefusedRows } from './refused-rows';

type Props = { change: Schemas['StatusChange']; onDone?: () => void };

/** Takes a whole change of status back; what has gone out is named and stays. */
export const UndoChange = ({ change, onDone }: Props) => {
  const { t } = useTranslation('worklist');
  const company_id = useCompanyId();
  const may = useMay('dispatches.edit');
  const [isAsked, setAsked] = useState(false);
  const undo = $api.useMutation(
    'post',
    '/v1/companies/{company_id}/status-changes/{status_change_id}/undo',
  );
  const refused = undo.data?.refused ?? [];
  const close = () => {
    setAsked(false);
    if (undo.data) onDone?.();
  };
  const confirm = () =>
    refused.length > 0
      ? close()
      : undo.mutate(
          { params: { path: { company_id, status_change_id: change.id } } },
          {
            onSuccess: ({ undone_count, refused: left }) => {
              toast(t('undone', { count: undone_count }));
              if (left.length > 0) return;
              setAsked(false);
              onDone?.();
            },
          },
        );
  return (
    <>
      <Allowed may={may}>
        <Button
          variant="default"
          leftSection={<IconArrowBackUp size={16} aria-hidden />}
          onClick={() => setAsked(true)}
        >
          {t('undo')}
        </Button>
      </Allowed>
      <Confirm
        opened={isAsked}
        title={t('undoTitle', { count: change.standing_count })}
        confirm={refused.length > 0 ? t('ready') : t('undo')}
        isPending={undo.isPending}
        error={undo.error}
        onConfirm={confirm}
        onClose={close}
      >
        {refused.length > 0 ? <RefusedRows refused={refused} /> : t('undoText')}
      </Confirm>
    </>
  );
};
