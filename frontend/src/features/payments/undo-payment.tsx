import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { useCompanyId, useMay } from '@/api/session';
import { Allowed } from '@/ui/allowed';
import { Confirm } from '@/ui/confirm';
import { toast } from '@/ui/toast';

type Props = { payment: Schemas['Payment'] };

/** Takes a write-off or a matching back as a whole, once a person has confirmed it. */
export const UndoPayment = ({ payment }: Props) => {
  const { t } = useTranslation('payments');
  const company_id = useCompanyId();
  const may = useMay('payments.edit');
  const [isAsking, setAsking] = useState(false);
  const undo = $api.useMutation('delete', '/v1/companies/{company_id}/payments/{payment_id}');
  const confirm = () =>
    undo.mutate(
      { params: { path: { company_id, payment_id: payment.id } } },
      {
        onSuccess: () => {
          toast(t('undo.done'));
          setAsking(false);
        },
      },
    );
  return (
    <>
      <Allowed may={may}>
        <Button size="compact-sm" variant="light" onClick={() => setAsking(true)}>
          {t('undo.do')}
        </Button>
      </Allowed>
      <Confirm
        opened={isAsking}
        title={t(`undo.title.${payment.kind}`)}
        confirm={t('undo.do')}
        isPending={undo.isPending}
        error={undo.error}
        onConfirm={confirm}
        onClose={() => {
          setAsking(false);
          undo.reset();
        }}
      >
        {t('undo.text')}
      </Confirm>
    </>
  );
};
