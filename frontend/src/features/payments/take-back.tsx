import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { useCompanyId, useMay } from '@/api/session';
import { addAmounts, useFormat } from '@/lib/format';
import { Allowed } from '@/ui/allowed';
import { Confirm } from '@/ui/confirm';
import { toast } from '@/ui/toast';

type Props = { payment: Schemas['Payment']; invoiceId: string };

/** Lets what a payment paid of an invoice wait unallocated again, once a person has confirmed it. */
export const TakeBack = ({ payment, invoiceId }: Props) => {
  const { t } = useTranslation('payments');
  const company_id = useCompanyId();
  const may = useMay('payments.edit');
  const { money } = useFormat();
  const [isAsking, setAsking] = useState(false);
  const takeBack = $api.useMutation(
    'delete',
    '/v1/companies/{company_id}/payments/{payment_id}/allocations/{invoice_id}',
  );
  const parts = payment.allocations.filter(({ invoice_id }) => invoice_id === invoiceId);
  const number = parts[0]?.invoice_number ?? '';
  const amount = money(addAmounts(...parts.map((part) => part.amount)), payment.currency);
  const label = t('takeBackOf', { number });
  const close = () => {
    setAsking(false);
    takeBack.reset();
  };
  const confirm = () =>
    takeBack.mutate(
      { params: { path: { company_id, payment_id: payment.id, invoice_id: invoiceId } } },
      {
        onSuccess: () => {
          toast(t('takenBack', { amount }));
          setAsking(false);
        },
      },
    );
  const button = (
    <ActionIcon
      size={24}
      variant="subtle"
      color="gray"
      aria-label={label}
      onClick={() => setAsking(true)}
    >
      <IconArrowBackUp size={16} aria-hidden />
    </ActionIcon>
  );
  return (
    <>
      {may ? <Tooltip label={label}>{button}</Tooltip> : <Allowed may={false}>{button}</Allowed>}
      <Confirm
        opened={isAsking}
        title={t('takeBackTitle')}
        confirm={t('takeBack')}
        isPending={takeBack.isPending}
        error={takeBack.error}
        onConfirm={confirm}
        onClose={close}
      >
        {t('takeBackText', { amount, number })}
      </Confirm>
    </>
  );
};
