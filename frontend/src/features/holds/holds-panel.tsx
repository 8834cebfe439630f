import { Button } from '@mantine/core';
import { IconPlayerPause } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { $api } from '@/api/client';
import { useCompanyId, useMay } from '@/api/session';
import { companyQuery } from '@/api/versioned';
import { Allowed } from '@/ui/allowed';
import { Panel } from '@/ui/panel';
import { ErrorState, SkeletonRows } from '@/ui/states';
import { HoldDialog } from './hold-dialog';
import { HoldItem } from './hold-item';
import classes from './holds.module.css';

type Props = { customerId: string; invoiceId?: string; isInTab?: boolean };

/** The holds that bear on an invoice, or on a customer; set, changed and lifted here. */
export const HoldsPanel = ({ customerId, invoiceId, isInTab }: Props) => {
  const { t } = useTranslation('holds');
  const company_id = useCompanyId();
  const may = useMay('runs.edit');
  const [isSetting, setSetting] = useState(false);
  const today = useQuery(companyQuery(company_id)).data?.today;
  const about = invoiceId ? { invoice_id: invoiceId } : { customer_id: customerId };
  const { data, error, refetch } = $api.useQuery('get', '/v1/companies/{company_id}/holds', {
    params: { path: { company_id }, query: { ...about, limit: 50 } },
  });
  const active = data?.items.filter(({ state }) => state === 'active') ?? [];
  const ended = data?.items.filter(({ state }) => state === 'ended') ?? [];
  const aside = (
    <Allowed may={may}>
      <Button
        size="compact-sm"
        variant="light"
        leftSection={<IconPlayerPause size={15} aria-hidden />}
        onClick={() => setSetting(true)}
      >
        {t('set.open')}
      </Button>
    </Allowed>
  );
  const body = (
    <>
      {!data &&
        (error ? <ErrorState error={error} onRetry={refetch} /> : <SkeletonRows rows={2} />)}
      {data && active.length === 0 && (
        <p className={classes.none}>{t(invoiceId ? 'noneOfInvoice' : 'noneOfCustomer')}</p>
      )}
      <ul className={classes.holds}>
        {active.map((hold) => (
          <HoldItem key={hold.id} hold={hold} today={today} withScope />
        ))}
      </ul>
      {ended.length > 0 && (
        <details className={classes.ended}>
          <summary>{t('earlier', { count: ended.length })}</summary>
          <ul className={classes.holds}>
            {ended.map((hold) => (
              <HoldItem key={hold.id} hold={hold} today={today} withScope />
            ))}
          </ul>
        </details>
      )}
      {isSetting && (
        <HoldDialog
          customerId={customerId}
          invoiceId={invoiceId}
          today={today}
          onClose={() => setSetting(false)}
        />
      )}
    </>
  );
  if (!isInTab)
    return (
      <Panel title={t('title')} aside={aside}>
        {body}
      </Panel>
    );
  return (
    <div className={classes.tab}>
      <div className={classes.tabHead}>{aside}</div>
      {body}
    </div>
  );
};
