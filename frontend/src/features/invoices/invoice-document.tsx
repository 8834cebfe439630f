import { Modal } from '@mantine/core';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { client, type Schemas } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { PdfView } from '@/ui/pdf-view';

type Props = { invoice: Schemas['Invoice']; onClose: () => void };

/** The invoice on paper: as it was sent, or as it would be sent now. */
export const InvoiceDocument = ({ invoice, onClose }: Props) => {
  const { t } = useTranslation('dispatch');
  const common = useTranslation().t;
  const company_id = useCompanyId();
  const { id, number } = invoice;
  const load = useCallback(async () => {
    const { data } = await client.GET('/v1/companies/{company_id}/invoices/{invoice_id}/document', {
      params: { path: { company_id, invoice_id: id } },
      parseAs: 'blob',
    });
    return data as unknown as Blob;
  }, [company_id, id]);
  const label = t('panel.documentTitle', { number });
  return (
    <Modal
      opened
      size="xl"
      title={label}
      onClose={onClose}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <PdfView load={load} label={label} />
    </Modal>
  );
};
