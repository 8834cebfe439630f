import { Modal } from '@mantine/core';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { PdfView } from '@/ui/pdf-view';

type Props = { massRunId: string; onClose: () => void };

/** The summary on paper: what is selected and what was sent. */
export const SummaryDialog = ({ massRunId, onClose }: Props) => {
  const { t } = useTranslation('mass-run');
  const common = useTranslation().t;
  const company_id = useCompanyId();
  const load = useCallback(async () => {
    const { data } = await client.GET(
      '/v1/companies/{company_id}/mass-runs/{mass_run_id}/summary.pdf',
      { params: { path: { company_id, mass_run_id: massRunId } }, parseAs: 'blob' },
    );
    return data as Blob;
  }, [company_id, massRunId]);
  return (
    <Modal
      opened
      size="xl"
      title={t('summary.title')}
      closeButtonProps={{ 'aria-label': common('close') }}
      onClose={onClose}
    >
      <PdfView load={load} label={t('summary.title')} />
    </Modal>
  );
};
