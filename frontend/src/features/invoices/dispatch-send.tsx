import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconSend } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { companyPath, useCompanyId, useMay } from '@/api/session';
import { useCodes } from '@/lib/codes';
import type { Selection } from '@/lib/selection';
import { ActionMenu } from '@/ui/action-menu';
import { Confirm } from '@/ui/confirm';
import { ProblemAlert } from '@/ui/problem-alert';
import { toast } from '@/ui/toast';

type Channel = Schemas['CarriedBy'];
const channels: Channel[] = ['einvoice', 'email', 'print'];

const useSending = () => {
  const { t } = useTranslation('dispatch');
  const company_id = useCompanyId();
  const mutation = $api.useMutation('post', '/v1/companies/{company_id}/first-dispatch/requests');
  const send = (invoice_ids: string[], channel?: Channel, onDone?: () => void) =>
    mutation.mutate(
      { ...companyPath(company_id), body: { invoice_ids, ...(channel ? { channel } : {}) } },
      {
        onSuccess: ({ done_count, refused }) => {
          if (done_count > 0) toast(t('send.done', { count: done_count }));
          if (refused.length > 0) toast(t('send.refused', { count: refused.length }));
          onDone?.();
        },
      },
    );
  return { send, isPending: mutation.isPending, error: mutation.error };
};

type Props = { invoice: Schemas['Invoice']; dispatches: Schemas['FirstDispatch'][] };

/** Sends one invoice at a person's word: along the chain, or by one channel. */
export const SendInvoice = ({ invoice, dispatches }: Props) => {
  const { t } = useTranslation('dispatch');
  const { channel } = useCodes();
  const may = useMay('dispatches.edit');
  const { send, isPending, error } = useSending();
  const isMoving = dispatches.some(({ state }) => state === 'queued' || state === 'sending');
  const lacksNotice = dispatches.some(
    ({ what, state }) => what !== 'invoice' && (state === 'failed' || state === 'ignored'),
  );
  if (isMoving || (invoice.sent_on && !lacksNotice)) return null;
  const button = (
    <Button
      loading={isPending}
      leftSection={<IconSend size={16} aria-hidden />}
      rightSection={lacksNotice ? undefined : <IconChevronDown size={16} aria-hidden />}
      onClick={lacksNotice ? () => send([invoice.id]) : undefined}
    >
      {t(dispatches.length > 0 ? 'send.again' : 'send.open')}
    </Button>
  );
  return (
    <>
      {lacksNotice && may ? (
        button
      ) : (
        <ActionMenu may={may} position="bottom-start" button={button}>
          <Menu.Item onClick={() => send([invoice.id])}>{t('send.chain')}</Menu.Item>
          <Menu.Divider />
          {channels.map((one) => (
            <Menu.Item key={one} onClick={() => send([invoice.id], one)}>
              {channel(one)}
            </Menu.Item>
          ))}
        </ActionMenu>
      )}
      <ProblemAlert error={error} />
    </>
  );
};

/** Sends the chosen invoices along the chain of the settings. */
export const SendInvoices = ({ selection }: { selection: Selection }) => {
  const { t } = useTranslation('dispatch');
  const [isAsked, setAsked] = useState(false);
  const { send, isPending, error } = useSending();
  const done = () => {
    selection.clear();
    setAsked(false);
  };
  return (
    <>
      <Button leftSection={<IconSend size={16} aria-hidden />} onClick={() => setAsked(true)}>
        {t('send.chosen')}
      </Button>
      <Confirm
        opened={isAsked}
        title={t('send.chosenTitle', { count: selection.count })}
        confirm={t('send.open')}
        isPending={isPending}
        error={error}
        onConfirm={() => send([...selection.ids], undefined, done)}
        onClose={() => setAsked(false)}
      >
        {t('send.text')}
      </Confirm>
    </>
  );
};
