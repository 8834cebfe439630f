import { Modal } from '@mantine/core';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { PdfView } from '@/ui/pdf-view';

type Props = { massRunId: string; caseId: string; name: string; onClose: () => void };

/** The letter of a case exactly as it would go now. */
export const LetterPreview = ({ massRunId, caseId, name, onClose }: Props) => {
  const { t } = useTranslation('mass-run');
  const common = useTranslation().t;
  const company_id = useCompanyId();
  const load = useCallback(async () => {
    const { data } = await client.GET(
      '/v1/companies/{company_id}/mass-runs/{mass_run_id}/rows/{case_id}/letter.pdf',
      {
        params: { path: { company_id, mass_run_id: massRunId, case_id: caseId } },
        parseAs: 'blob',
      },
    );
    return data as Blob;
  }, [company_id, massRunId, caseId]);
  return (
    <Modal
      opened
      size="xl"
      title={t('previewOf', { name })}
      closeButtonProps={{ 'aria-label': common('close') }}
      onClose={onClose}
    >
      <PdfView load={load} label={t('previewOf', { name })} />
    </Modal>
  );
};
