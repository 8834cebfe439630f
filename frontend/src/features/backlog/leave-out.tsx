import { useTranslation } from 'react-i18next';
import { $api } from '@/api/client';
import { companyPath, useCompanyId } from '@/api/session';
import { Confirm } from '@/ui/confirm';
import type { Outcome } from './pull-in';

type Props = { ids: string[]; onDone: (outcome: Outcome) => void; onClose: () => void };

/** Leaves old debts out of the automation for good. */
export const LeaveOut = ({ ids, onDone, onClose }: Props) => {
  const { t } = useTranslation('quarantine');
  const company_id = useCompanyId();
  const leave = $api.useMutation('post', '/v1/companies/{company_id}/quarantine/leave-outs');
  const confirm = () =>
    leave.mutate({ ...companyPath(company_id), body: { case_ids: ids } }, { onSuccess: onDone });
  return (
    <Confirm
      opened
      danger
      title={t('leave.title', { count: ids.length })}
      confirm={t('leave.do')}
      isPending={leave.isPending}
      error={leave.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      {t('leave.text')}
    </Confirm>
  );
};
