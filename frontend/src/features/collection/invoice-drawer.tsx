import { Button, Drawer, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useCompanyId, useMay } from '@/api/session';
import { customerQuery } from '@/api/versioned';
import { Allowed } from '@/ui/allowed';
import { Day } from '@/ui/day';
import { type Fact, Facts } from '@/ui/facts';
import { Money } from '@/ui/money';
import { LinkButton, TextLink } from '@/ui/text-link';
import type { Overdue } from './overdue-table';
import type { Transfer } from './use-transfer';

type Props = { invoice: Overdue; transfer: Transfer; onClose: () => void };

/** An overdue invoice and whom it is of, with the button that moves it (R282). */
export const InvoiceDrawer = ({ invoice, transfer, onClose }: Props) => {
  const { t } = useTranslation('collection');
  const common = useTranslation().t;
  const companyId = useCompanyId();
  const may = useMay('runs.edit');
  const direction = invoice.is_in_collection ? 'out' : 'in';
  const move = async () => {
    await transfer.move(direction, [invoice.id]);
    onClose();
  };
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      title={t('drawer.title', { number: invoice.number })}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <Stack>
        <InvoiceFacts invoice={invoice} />
        <UnitFacts customerId={invoice.customer_id} name={invoice.customer_name} />
        {invoice.refusal && <p style={{ margin: 0 }}>{t(`refusal.${invoice.refusal}`)}</p>}
        <Allowed may={may}>
          <Button
            onClick={move}
            loading={transfer.isPending}
            disabled={invoice.refusal !== undefined}
            color={direction === 'out' ? 'stone' : undefined}
            data-autofocus
          >
            {t(`move.${direction}`)}
          </Button>
        </Allowed>
        {invoice.case_id && (
          <LinkButton
            variant="default"
            to="/c/$companyId/collection/cases/$caseId"
            params={{ companyId, caseId: invoice.case_id }}
          >
            {t('drawer.openCase')}
          </LinkButton>
        )}
        <LinkButton
          variant="default"
          to="/c/$companyId/invoices/$invoiceId"
          params={{ companyId, invoiceId: invoice.id }}
        >
          {t('drawer.openInvoice')}
        </LinkButton>
      </Stack>
    </Drawer>
  );
};

const InvoiceFacts = ({ invoice }: { invoice: Overdue }) => {
  const { t } = useTranslation('collection');
  const { currency, total, open, costs_open, due_on, moved_in_on } = invoice;
  const facts: Fact[] = [
    { term: t('overdue.due'), value: <Day on={due_on} /> },
    { term: t('drawer.total'), value: <Money amount={total} currency={currency} /> },
    { term: t('overdue.open'), value: <Money amount={open} currency={currency} /> },
    { term: t('drawer.costs'), value: <Money amount={costs_open} currency={currency} quietZero /> },
  ];
  if (moved_in_on) facts.push({ term: t('drawer.movedIn'), value: <Day on={moved_in_on} /> });
  return <Facts facts={facts} />;
};

const UnitFacts = ({ customerId, name }: { customerId: string; name: string }) => {
  const { t } = useTranslation('collection');
  const companyId = useCompanyId();
  const { data } = useQuery(customerQuery(companyId, customerId));
  const place = [data?.street, [data?.postcode, data?.city].filter(Boolean).join(' ')]
    .filter(Boolean)
    .join(', ');
  const unit = (
    <TextLink to="/c/$companyId/customers/$customerId" params={{ companyId, customerId }}>
      {name}
    </TextLink>
  );
  return (
    <Facts
      facts={[
        { term: t('drawer.unit'), value: unit },
        { term: t('drawer.email'), value: data?.email ?? t('drawer.missing') },
        { term: t('drawer.address'), value: place || t('drawer.missing') },
      ]}
    />
  );
};
