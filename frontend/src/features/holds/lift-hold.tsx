import { useTranslation } from 'react-i18next';
import { $api } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { Confirm } from '@/ui/confirm';
import { toast } from '@/ui/toast';
import type { Hold } from './hold-kinds';

/** Lifts a hold after saying what follows. */
export const LiftHold = ({ hold, onClose }: { hold: Hold; onClose: () => void }) => {
  const { t } = useTranslation('holds');
  const company_id = useCompanyId();
  const lift = $api.useMutation('post', '/v1/companies/{company_id}/holds/{hold_id}/lift');
  const confirm = () =>
    lift.mutate(
      { params: { path: { company_id, hold_id: hold.id } } },
      {
        onSuccess: () => {
          toast(t('lifted'));
          onClose();
        },
      },
    );
  return (
    <Confirm
      opened
      title={t('liftTitle', { kind: t(`kinds.${hold.kind}`) })}
      confirm={t('lift')}
      isPending={lift.isPending}
      error={lift.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      {t(hold.kind === 'payment_plan' ? 'liftPlanText' : 'liftText')}
    </Confirm>
  );
};
