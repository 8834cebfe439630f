import { Drawer, Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useCompanyId } from '@/api/session';
import { invoiceQuery } from '@/api/versioned';
import { NotesPanel } from '@/features/notes/notes-panel';
import { InvoiceVouchers } from '@/features/vouchers/invoice-vouchers';
import { VoucherHead } from '@/features/worklist/voucher-head';
import { ErrorState, SkeletonRows } from '@/ui/states';
import { LinkButton } from '@/ui/text-link';

type Props = { invoiceId: string; onClose: () => void };

/** The voucher behind a row and its notes, beside the list. */
export const WorklistDrawer = ({ invoiceId, onClose }: Props) => {
  const { t } = useTranslation('worklist');
  const common = useTranslation().t;
  const companyId = useCompanyId();
  const { data: invoice, error, refetch } = useQuery(invoiceQuery(companyId, invoiceId));
  return (
    <Drawer
      opened
      position="right"
      size="lg"
      onClose={onClose}
      title={
        invoice
          ? `${t('voucher.title', { number: invoice.number })} · ${invoice.customer_name}`
          : ''
      }
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      {!invoice &&
        (error ? <ErrorState error={error} onRetry={refetch} /> : <SkeletonRows rows={6} />)}
      {invoice && (
        <Stack gap="lg">
          <div>
            <VoucherHead invoice={invoice} />
          </div>
          <section>
            <Title order={3} size="h5" mb="xs">
              {t('voucher.notes')}
            </Title>
            <NotesPanel invoiceId={invoiceId} />
          </section>
          <section>
            <Title order={3} size="h5" mb="xs">
              {t('voucher.vouchers')}
            </Title>
            <InvoiceVouchers invoiceId={invoiceId} none={t('voucher.noVouchers')} />
          </section>
          <div>
            <LinkButton
              variant="default"
              to="/c/$companyId/invoices/$invoiceId"
              params={{ companyId, invoiceId }}
            >
              {t('voucher.openInvoice')}
            </LinkButton>
          </div>
        </Stack>
      )}
    </Drawer>
  );
};
