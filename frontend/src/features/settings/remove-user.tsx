import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { Confirm } from '@/ui/confirm';
import { toast } from '@/ui/toast';

type Props = { user: Schemas['User']; onClose: () => void };

export const RemoveUser = ({ user, onClose }: Props) => {
  const { t } = useTranslation('settings');
  const company_id = useCompanyId();
  const remove = $api.useMutation('delete', '/v1/companies/{company_id}/users/{user_id}');
  const confirm = () =>
    remove.mutate(
      { params: { path: { company_id, user_id: user.id } } },
      {
        onSuccess: () => {
          toast(t('userRemoved'));
          onClose();
        },
      },
    );
  return (
    <Confirm
      opened
      title={t('removeUserTitle', { name: user.name })}
      confirm={t('removeUser')}
      danger
      isPending={remove.isPending}
      error={remove.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      {t('removeUserText')}
    </Confirm>
  );
};
