import { Button, FileInput, Group, Modal, Stack } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client, type Schemas } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { LinkButton } from '@/ui/text-link';
import { BankFileOutcome } from './bank-file-outcome';
import { BankFileProblem } from './bank-file-problem';

type Props = { onClose: () => void };

const send = async (company_id: string, file: File) => {
  const { data } = await client.POST('/v1/companies/{company_id}/bank-files', {
    params: { path: { company_id }, query: { file_name: file.name.slice(-100) } },
    headers: { 'Content-Type': 'application/octet-stream' },
    body: '',
    // The file goes as it is, byte for byte: the server tells its format by the content.
    bodySerializer: () => file,
  });
  return data as Schemas['BankFile'];
};

/** Takes a file from the bank, and says what was new in it. */
export const BankFileDialog = ({ onClose }: Props) => {
  const { t } = useTranslation('payments');
  const common = useTranslation().t;
  const company_id = useCompanyId();
  const [file, setFile] = useState<File | null>(null);
  const upload = useMutation({ mutationFn: (chosen: File) => send(company_id, chosen) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (file) upload.mutate(file);
  };
  const choose = (chosen: File | null) => {
    upload.reset();
    setFile(chosen);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('bank.title')}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <form onSubmit={submit} noValidate>
        <Stack>
          <FileInput
            label={t('bank.file')}
            description={t('bank.fileText')}
            placeholder={t('bank.choose')}
            data-autofocus
            clearable
            value={file}
            onChange={choose}
            leftSection={<IconFileUpload size={17} aria-hidden />}
          />
          <BankFileProblem error={upload.error} />
          {upload.data && <BankFileOutcome file={upload.data} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {common('close')}
            </Button>
            {upload.data ? (
              <LinkButton
                to="/c/$companyId/payments/files/$bankFileId"
                params={{ companyId: company_id, bankFileId: upload.data.id }}
                search={upload.data.unallocated_count > 0 ? { state: 'unallocated' } : {}}
              >
                {t(upload.data.unallocated_count > 0 ? 'bank.showUnallocated' : 'bank.showEntries')}
              </LinkButton>
            ) : (
              <Button type="submit" disabled={!file} loading={upload.isPending}>
                {t('bank.submit')}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </Modal>
  );
};
