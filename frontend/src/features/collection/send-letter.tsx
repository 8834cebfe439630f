import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { $api } from '@/api/client';
import { useCompanyId, useMay } from '@/api/session';
import { useCodes } from '@/lib/codes';
import { useFormat } from '@/lib/format';
import { Allowed } from '@/ui/allowed';
import { Confirm } from '@/ui/confirm';
import { toast } from '@/ui/toast';
import type { LetterInMaking, Proposal } from './use-letter';

type Props = {
  letter: LetterInMaking;
  proposal: Proposal;
  caseId: string;
  name: string;
  onSent: () => void;
};

/** Sends the letter as it is seen: if it would ask for another sum by now, it is refused. */
export const SendLetter = ({ letter, proposal, caseId, name, onSent }: Props) => {
  const { t } = useTranslation('collection');
  const { step } = useCodes();
  const { money, day, instant } = useFormat();
  const company_id = useCompanyId();
  const may = useMay('dispatches.edit');
  const [asked, setAsked] = useState(false);
  const send = $api.useMutation(
    'post',
    '/v1/companies/{company_id}/collection-cases/{case_id}/letters',
  );
  const { total, currency, pay_by_on, step: kind = 'reminder' } = proposal;
  const confirm = () =>
    send.mutate(
      {
        params: { path: { company_id, case_id: caseId } },
        body: { ...letter.order, total },
      },
      {
        onSuccess: ({ state, send_after }) => {
          const leaves = t('send.done', { at: instant(send_after) });
          toast(state === 'proposed' ? t('send.proposed') : leaves);
          onSent();
        },
      },
    );
  const said = { name, amount: money(total, currency), on: pay_by_on ? day(pay_by_on) : '' };
  return (
    <>
      <Allowed may={may}>
        <Button disabled={!letter.canGo || letter.isSettling} onClick={() => setAsked(true)}>
          {t('send.submit')}
        </Button>
      </Allowed>
      <Confirm
        opened={asked}
        title={t('send.confirmTitle', { step: step(kind).toLocaleLowerCase() })}
        confirm={t('send.submit')}
        isPending={send.isPending}
        error={send.error}
        onConfirm={confirm}
        onClose={() => setAsked(false)}
      >
        <p style={{ marginTop: 0 }}>
          <strong>{t('send.confirmText', said)}</strong>
        </p>
        <p style={{ marginBottom: 0 }}>
          {t(kind === 'possession_warning' ? 'send.confirmWarning' : 'send.confirmDelay')}
        </p>
      </Confirm>
    </>
  );
};
