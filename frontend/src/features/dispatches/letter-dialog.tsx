import { Modal, Stack, Tabs } from '@mantine/core';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { $api, client, type Schemas } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { useCodes } from '@/lib/codes';
import { Day, Instant } from '@/ui/day';
import { type Fact, Facts } from '@/ui/facts';
import { Money } from '@/ui/money';
import { PdfView } from '@/ui/pdf-view';
import { ErrorState, SkeletonRows } from '@/ui/states';
import { DispatchStateMark } from './dispatch-state';
import classes from './letter-dialog.module.css';

const at = '/v1/companies/{company_id}/dispatches/{dispatch_id}';

/** The letter as the debtor sees it, and what the channel answered. */
export const LetterDialog = ({ id, onClose }: { id: string; onClose: () => void }) => {
  const { t } = useTranslation('queue');
  const common = useTranslation().t;
  const company_id = useCompanyId();
  const asked = { params: { path: { company_id, dispatch_id: id } } };
  const letter = $api.useQuery('get', `${at}/letter`, asked);
  const { data, error } = letter;
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={data?.subject ?? t('letter.title')}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <Stack>
        <Receipt id={id} />
        {!data &&
          (error ? <ErrorState error={error} onRetry={letter.refetch} /> : <SkeletonRows />)}
        {data && (
          <>
            <p className={classes.note}>
              {t(data.is_final ? 'letter.final' : 'letter.preview')} {data.sender} →{' '}
              {data.recipient}
            </p>
            {data.invoice_numbers.length > 1 && (
              <p className={classes.note}>
                {t('letter.invoices', { numbers: data.invoice_numbers.join(', ') })}
              </p>
            )}
            <Sides id={id} html={data.html} />
          </>
        )}
      </Stack>
    </Modal>
  );
};

/** The letter on paper, and the mail that carried it where one did. */
const Sides = ({ id, html }: { id: string; html: string }) => {
  const { t } = useTranslation('queue');
  const company_id = useCompanyId();
  const { data } = $api.useQuery('get', at, { params: { path: { company_id, dispatch_id: id } } });
  const load = useCallback(async () => {
    const { data: content } = await client.GET(`${at}/letter.pdf`, {
      params: { path: { company_id, dispatch_id: id } },
      parseAs: 'blob',
    });
    return content as Blob;
  }, [company_id, id]);
  const paper = <PdfView load={load} label={t('letter.title')} />;
  if (data?.channel !== 'email') return data ? paper : <SkeletonRows />;
  return (
    <Tabs defaultValue="mail" keepMounted={false}>
      <Tabs.List mb="sm">
        <Tabs.Tab value="mail">{t('letter.mail')}</Tabs.Tab>
        <Tabs.Tab value="paper">{t('letter.paper')}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="mail">
        <iframe className={classes.paper} title={t('letter.title')} sandbox="" srcDoc={html} />
      </Tabs.Panel>
      <Tabs.Panel value="paper">{paper}</Tabs.Panel>
    </Tabs>
  );
};

const Receipt = ({ id }: { id: string }) => {
  const { t } = useTranslation('queue');
  const { step, channel, word, has } = useCodes();
  const company_id = useCompanyId();
  const { data } = $api.useQuery('get', at, { params: { path: { company_id, dispatch_id: id } } });
  if (!data) return null;
  const code = data.failure_code;
  const failure = code && has('failure', code) ? word('failure', code) : data.failure;
  const told: (Fact | undefined)[] = [
    { term: t('state'), value: <DispatchStateMark state={data.state} /> },
    { term: t('step'), value: `${step(data.step)}, ${channel(data.channel).toLocaleLowerCase()}` },
    { term: t('payBy'), value: <Day on={data.pay_by_on} /> },
    data.fee
      ? { term: t('fee'), value: <Money amount={data.fee} currency={data.currency} /> }
      : undefined,
    data.sent_at ? { term: t('sentAt'), value: <Instant at={data.sent_at} /> } : undefined,
    failure ? { term: t('failure'), value: failure } : undefined,
    data.receipt ? { term: t('receipt'), value: data.receipt } : undefined,
    data.answer ? { term: t('answer'), value: <Answer of={data} /> } : undefined,
    data.message_id ? { term: t('messageId'), value: data.message_id } : undefined,
  ];
  return <Facts facts={told.filter((fact) => fact !== undefined)} />;
};

const Answer = ({ of: { answer, answer_text, answered_at } }: { of: Schemas['Dispatch'] }) => {
  const { word } = useCodes();
  return (
    <>
      {word('answer', answer ?? '')}, <Instant at={answered_at} />
      {answer_text && <div className={classes.said}>{answer_text}</div>}
    </>
  );
};
