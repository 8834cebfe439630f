import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { isZero } from '@/lib/format';
import { Day } from '@/ui/day';
import { Facts } from '@/ui/facts';
import { Money } from '@/ui/money';
import { Panel } from '@/ui/panel';
import classes from './invoice-summary.module.css';

type Invoice = Schemas['Invoice'];

/** What is owed, in large figures, and every date of the invoice's life. */
export const InvoiceSummary = ({ invoice, today }: { invoice: Invoice; today?: string }) => {
  const { t } = useTranslation('invoices');
  const { currency, total, open, due_on } = invoice;
  const isOverdue = today !== undefined && due_on < today && !isZero(open);
  return (
    <Panel>
      <div className={classes.heroes}>
        <div>
          <div className={classes.label}>{t('openPrincipal')}</div>
          <Money amount={open} currency={currency} size="hero" />
          <div className={classes.of}>
            {t('ofTotal')} <Money amount={total} currency={currency} />
          </div>
        </div>
        <div>
          <div className={classes.label}>{t('due')}</div>
          <div className={classes.date} data-overdue={isOverdue || undefined}>
            <Day on={due_on} />
          </div>
          {isOverdue && <Late since={due_on} today={today} />}
        </div>
      </div>
      <InvoiceFacts invoice={invoice} />
    </Panel>
  );
};

const Late = ({ since, today }: { since: string; today: string }) => {
  const { t } = useTranslation('invoices');
  const days = Math.round((Date.parse(today) - Date.parse(since)) / 86_400_000);
  return <div className={classes.late}>{t('late', { count: days })}</div>;
};

const InvoiceFacts = ({ invoice }: { invoice: Invoice }) => {
  const { t } = useTranslation('invoices');
  const facts = [
    { term: t('invoiceOn'), value: <Day on={invoice.invoice_on} /> },
    { term: t('sentOn'), value: <Day on={invoice.sent_on} /> },
    { term: t('remindedOn'), value: <Day on={invoice.reminded_on} /> },
    { term: t('noticedOn'), value: <Day on={invoice.noticed_on} /> },
    ...(invoice.collected_on
      ? [{ term: t('collectedOn'), value: <Day on={invoice.collected_on} /> }]
      : []),
    { term: t('settledOn'), value: <Day on={invoice.settled_on} /> },
    { term: t('reference'), value: <span className="tabular">{invoice.reference ?? '–'}</span> },
    { term: t('tradeName'), value: invoice.trade_name ?? '–' },
    { term: t('source'), value: t(`sources.${invoice.source}`) },
  ];
  return <Facts facts={facts} />;
};
