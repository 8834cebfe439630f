import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { $api } from '@/api/client';
import { companyPath, useCompanyId, useMay } from '@/api/session';
import type { Selection } from '@/lib/selection';
import { Allowed } from '@/ui/allowed';
import { Confirm } from '@/ui/confirm';
import { toast } from '@/ui/toast';

type Act = 'cancel' | 'approve';
type Props = { act: Act; selection?: Selection };

const paths = {
  cancel: '/v1/companies/{company_id}/dispatch-cancellations',
  approve: '/v1/companies/{company_id}/dispatch-approvals',
} as const;

/** Takes back or lets go the chosen messages; without a selection, all of them. */
export const QueueAction = ({ act, selection }: Props) => {
  const { t } = useTranslation('queue');
  const company_id = useCompanyId();
  const may = useMay('dispatches.edit');
  const [asked, setAsked] = useState(false);
  const mutation = $api.useMutation('post', paths[act]);
  const body = selection ? { dispatch_ids: [...selection.ids], all: false } : { all: true };
  const confirm = () =>
    mutation.mutate(
      { ...companyPath(company_id), body },
      {
        onSuccess: ({ done_count, refused }) => {
          toast(t(`${act}.done`, { count: done_count }));
          if (refused.length > 0) toast(t('refused', { count: refused.length }));
          selection?.clear();
          setAsked(false);
        },
      },
    );
  const which = selection ? 'chosen' : 'all';
  return (
    <>
      <Allowed may={may}>
        <Button
          color={act === 'cancel' ? 'lingon' : undefined}
          variant={act === 'cancel' ? 'light' : 'filled'}
          onClick={() => setAsked(true)}
        >
          {t(`${act}.${which}`)}
        </Button>
      </Allowed>
      <Confirm
        opened={asked}
        title={t(`${act}.${which}Title`, { count: selection?.count })}
        confirm={t(`${act}.confirm`)}
        danger={act === 'cancel'}
        isPending={mutation.isPending}
        error={mutation.error}
        onConfirm={confirm}
        onClose={() => setAsked(false)}
      >
        {t(`${act}.text`)}
      </Confirm>
    </>
  );
};
