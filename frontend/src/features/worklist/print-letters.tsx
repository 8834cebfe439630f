import { Button, Modal } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { PrintablePdf } from './printable-pdf';

/** The newest letters of the chosen rows as one PDF. */
export const PrintLetters = ({ caseIds }: { caseIds: string[] }) => {
  const { t } = useTranslation('worklist');
  const common = useTranslation().t;
  const company_id = useCompanyId();
  const [isOpen, setOpen] = useState(false);
  const [ids, setIds] = useState<string[]>([]);
  const load = useCallback(async () => {
    const { data } = await client.POST('/v1/companies/{company_id}/letter-prints', {
      params: { path: { company_id } },
      body: { case_ids: ids },
      parseAs: 'blob',
    });
    return data as unknown as Blob;
  }, [company_id, ids]);
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconPrinter size={16} aria-hidden />}
        onClick={() => {
          setIds(caseIds);
          setOpen(true);
        }}
      >
        {t('printLetters')}
      </Button>
      <Modal
        opened={isOpen}
        size="xl"
        onClose={() => setOpen(false)}
        title={t('letters')}
        closeButtonProps={{ 'aria-label': common('close') }}
      >
        <PrintablePdf load={load} />
      </Modal>
    </>
  );
};
