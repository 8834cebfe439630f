import { useTranslation } from 'react-i18next';
import { $api } from '@/api/client';
import { companyPath, useCompanyId } from '@/api/session';
import { Confirm } from '@/ui/confirm';
import { toast } from '@/ui/toast';

type Props = { opened: boolean; onClose: () => void };

export const DeactivationDialog = ({ opened, onClose }: Props) => {
  const { t } = useTranslation('home');
  const companyId = useCompanyId();
  const turnOff = $api.useMutation('delete', '/v1/companies/{company_id}/automation/activation');
  const confirm = () =>
    turnOff.mutate(companyPath(companyId), {
      onSuccess: () => {
        toast(t('deactivation.done'));
        onClose();
      },
    });
  return (
    <Confirm
      opened={opened}
      title={t('deactivation.title')}
      confirm={t('deactivation.confirm')}
      danger
      isPending={turnOff.isPending}
      error={turnOff.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      {t('deactivation.text')}
    </Confirm>
  );
};
