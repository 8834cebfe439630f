import { Button } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { $api } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { useCodes } from '@/lib/codes';
import { Day, Instant } from '@/ui/day';
import { Panel } from '@/ui/panel';
import { ErrorState, SkeletonRows } from '@/ui/states';
import { DispatchStateMark } from './dispatch-state';
import classes from './invoice-letters.module.css';
import { LetterDialog } from './letter-dialog';

/** The letters of one invoice, newest first. */
export const InvoiceLetters = ({ invoiceId }: { invoiceId: string }) => {
  const { t } = useTranslation('queue');
  const { step, channel } = useCodes();
  const company_id = useCompanyId();
  const [shown, setShown] = useState<string>();
  const { data, error, refetch } = $api.useQuery('get', '/v1/companies/{company_id}/dispatches', {
    params: { path: { company_id }, query: { invoice_id: invoiceId, limit: 50 } },
  });
  return (
    <Panel title={t('ofInvoice')}>
      {!data &&
        (error ? <ErrorState error={error} onRetry={refetch} /> : <SkeletonRows rows={2} />)}
      {data?.items.length === 0 && <p className={classes.none}>{t('noneOfInvoice')}</p>}
      <ul className={classes.letters}>
        {data?.items.map((letter) => (
          <li key={letter.id}>
            <div className={classes.words}>
              <strong>{step(letter.step)}</strong>
              <span className={classes.soft}>
                {channel(letter.channel)}
                {letter.pay_by_on && `, ${t('payBy').toLocaleLowerCase()} `}
                {letter.pay_by_on && <Day on={letter.pay_by_on} />}
              </span>
            </div>
            <div className={classes.state}>
              <DispatchStateMark state={letter.state} />
              <span className={classes.soft}>
                <Instant at={letter.sent_at ?? letter.send_after ?? letter.created_at} />
              </span>
            </div>
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconEye size={15} aria-hidden />}
              onClick={() => setShown(letter.id)}
            >
              {t('show')}
            </Button>
          </li>
        ))}
      </ul>
      {shown && <LetterDialog id={shown} onClose={() => setShown(undefined)} />}
    </Panel>
  );
};
