import { Button } from '@mantine/core';
import { IconEye, IconMailCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { useCompanyId, useMay } from '@/api/session';
import { editHeaders, mergePatch, type Versioned } from '@/api/versioned';
import { useCodes } from '@/lib/codes';
import { Actor } from '@/ui/actor';
import { Allowed } from '@/ui/allowed';
import { Day, Instant } from '@/ui/day';
import { type Fact, Facts } from '@/ui/facts';
import { Panel } from '@/ui/panel';
import { ErrorState, SkeletonRows } from '@/ui/states';
import { toast } from '@/ui/toast';
import classes from './dispatch.module.css';
import { DispatchMark } from './dispatch-mark';
import { SendInvoice } from './dispatch-send';
import { DispatchWhy } from './dispatch-why';
import { InvoiceDocument } from './invoice-document';

type Invoice = Versioned<Schemas['Invoice']>;
type Props = { invoice: Invoice; today: string | undefined };

/** How the invoice itself was sent out, why it was not, and what a person can do about it. */
export const DispatchPanel = ({ invoice, today }: Props) => {
  const { t } = useTranslation('dispatch');
  const company_id = useCompanyId();
  const mayRead = useMay('dispatches.read');
  const [isShown, setShown] = useState(false);
  const path = { company_id, invoice_id: invoice.id };
  const { data, error, refetch } = $api.useQuery(
    'get',
    '/v1/companies/{company_id}/invoices/{invoice_id}/first-dispatches',
    { params: { path } },
    {
      enabled: mayRead,
      refetchInterval: ({ state }) =>
        state.data?.items.some((one) => isMoving(one.state)) ? 3_000 : false,
    },
  );
  if (!mayRead) return null;
  return (
    <Panel title={t('panel.title')}>
      {!data &&
        (error ? <ErrorState error={error} onRetry={refetch} /> : <SkeletonRows rows={2} />)}
      {data?.items.length === 0 && <Untouched invoice={invoice} />}
      {data?.items.map((one) => (
        <Part key={one.id} dispatch={one} />
      ))}
      <div className={classes.actions}>
        <Button
          variant="default"
          leftSection={<IconEye size={16} aria-hidden />}
          onClick={() => setShown(true)}
        >
          {t('panel.document')}
        </Button>
        {data && <SendInvoice invoice={invoice} dispatches={data.items} />}
        {invoice.first_dispatch?.reason === 'outcome_unknown' && today && (
          <WentOut invoice={invoice} today={today} />
        )}
      </div>
      {isShown && <InvoiceDocument invoice={invoice} onClose={() => setShown(false)} />}
    </Panel>
  );
};

const isMoving = (state: Schemas['FirstDispatchState']) =>
  state === 'queued' || state === 'sending';

const Untouched = ({ invoice }: { invoice: Invoice }) => {
  const { t } = useTranslation('dispatch');
  if (invoice.sent_on)
    return (
      <p className={classes.soft}>
        {t('panel.sentElsewhere')} <Day on={invoice.sent_on} />
      </p>
    );
  const isLeft = !invoice.dispatches_automatically;
  return <p className={classes.soft}>{t(isLeft ? 'panel.unsentByHand' : 'panel.unsent')}</p>;
};

const Part = ({ dispatch }: { dispatch: Schemas['FirstDispatch'] }) => {
  const { t } = useTranslation('dispatch');
  const { channel } = useCodes();
  const { state, recipient, receipt, decided_at } = dispatch;
  const to = dispatch.channel && `${channel(dispatch.channel)}${recipient ? `, ${recipient}` : ''}`;
  const told: (Fact | undefined)[] = [
    to ? { term: t('panel.to'), value: to } : undefined,
    decided_at ? { term: t('panel.at'), value: <Instant at={decided_at} /> } : undefined,
    { term: t('panel.by'), value: <Actor actor={dispatch.actor} /> },
    receipt ? { term: t('panel.receipt'), value: receipt } : undefined,
  ];
  const hasWhy = dispatch.reason || (state === 'sent' && dispatch.refusals.length > 0);
  return (
    <div className={classes.part}>
      {dispatch.what === 'direct_payment_notice' && <h3>{t('panel.notice')}</h3>}
      <DispatchMark result={{ state }} isLong />
      {hasWhy && (
        <div className={classes.reason} data-state={state}>
          <DispatchWhy result={dispatch} />
        </div>
      )}
      <div className={classes.facts}>
        <Facts facts={told.filter((fact) => fact !== undefined)} columns="one" />
      </div>
    </div>
  );
};

/** Where the answer was lost and the customer has the invoice: no second one goes. */
const WentOut = ({ invoice, today }: { invoice: Invoice; today: string }) => {
  const { t } = useTranslation('dispatch');
  const company_id = useCompanyId();
  const may = useMay('invoices.edit');
  const update = $api.useMutation('patch', '/v1/companies/{company_id}/invoices/{invoice_id}', {
    onSuccess: () => toast(t('panel.wentOutDone')),
  });
  const path = { company_id, invoice_id: invoice.id };
  return (
    <Allowed may={may}>
      <Button
        variant="default"
        leftSection={<IconMailCheck size={16} aria-hidden />}
        loading={update.isPending}
        onClick={() =>
          update.mutate({
            params: { path, ...editHeaders(invoice.etag) },
            body: { sent_on: today },
            headers: mergePatch,
          })
        }
      >
        {t('panel.wentOut')}
      </Button>
    </Allowed>
  );
};
