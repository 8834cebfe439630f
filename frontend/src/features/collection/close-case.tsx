import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { useCompanyId, useMay } from '@/api/session';
import { useFormat } from '@/lib/format';
import { Allowed } from '@/ui/allowed';
import { Confirm } from '@/ui/confirm';
import { toast } from '@/ui/toast';

type Props = { shown: Schemas['CollectionCase'] };

/** Closes the case, having said what leaves collection and what becomes of payments (R314-R318). */
export const CloseCase = ({ shown }: Props) => {
  const { t } = useTranslation('collection');
  const { money } = useFormat();
  const company_id = useCompanyId();
  const may = useMay('runs.edit');
  const [asked, setAsked] = useState(false);
  const close = $api.useMutation(
    'post',
    '/v1/companies/{company_id}/collection-cases/{case_id}/closing',
  );
  const confirm = () =>
    close.mutate(
      { params: { path: { company_id, case_id: shown.id } } },
      {
        onSuccess: () => {
          toast(t('case.closedDone'));
          setAsked(false);
        },
      },
    );
  const { invoice_count: count, total_open, currency } = shown;
  const leaves =
    count === 0
      ? t('case.closeEmpty')
      : t('case.closeLeaves', { count, amount: money(total_open, currency) });
  return (
    <>
      <Allowed may={may}>
        <Button variant="default" onClick={() => setAsked(true)}>
          {t('case.close')}
        </Button>
      </Allowed>
      <Confirm
        opened={asked}
        danger
        title={t('case.closeTitle', { name: shown.customer_name })}
        confirm={t('case.close')}
        isPending={close.isPending}
        error={close.error}
        onConfirm={confirm}
        onClose={() => setAsked(false)}
      >
        <p style={{ marginTop: 0 }}>
          <strong>{leaves}</strong> {count > 0 && t('case.closeNew')}
        </p>
        <p>{t('case.closeReference', { reference: shown.reference })}</p>
        <p style={{ marginBottom: 0 }}>{t('case.closeLetters')}</p>
      </Confirm>
    </>
  );
};
