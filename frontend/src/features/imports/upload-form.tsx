import { Button, FileInput, Group, Radio, Select, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconFileUpload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client, type Schemas } from '@/api/client';
import { useCompanyId, useMay } from '@/api/session';
import { Allowed } from '@/ui/allowed';
import { ProblemAlert } from '@/ui/problem-alert';

type Kind = Schemas['ImportKind'];
type Values = { file: File | null; kind: Kind; mode: 'try' | 'real' };
type Props = { onStarted: (importId: string) => void };

const kinds: Kind[] = ['customers', 'invoices', 'payments'];

const typeOf = (file: File) =>
  /\.(ndjson|jsonl|json)$/i.test(file.name) ? 'application/x-ndjson' : 'text/csv';

const send = async (company_id: string, file: File, { kind, mode }: Values) => {
  const query = { kind, is_dry_run: mode === 'try', file_name: file.name.slice(-100) };
  const { data } = await client.POST('/v1/companies/{company_id}/imports', {
    params: { path: { company_id }, query },
    headers: { 'Content-Type': typeOf(file) },
    body: '',
    // The file goes as it is, byte for byte: the server finds out its character set.
    bodySerializer: () => file,
  });
  return data as Schemas['Import'];
};

export const UploadForm = ({ onStarted }: Props) => {
  const { t } = useTranslation('imports');
  const company_id = useCompanyId();
  const may = useMay('imports.edit');
  const form = useForm<Values>({
    initialValues: { file: null, kind: 'invoices', mode: 'try' },
    validate: { file: (file) => (file ? null : t('fileNeeded')) },
  });
  const upload = useMutation({
    mutationFn: ({ file, values }: { file: File; values: Values }) =>
      send(company_id, file, values),
    onSuccess: ({ id }) => onStarted(id),
  });
  const submit = form.onSubmit((values) => {
    if (values.file) upload.mutate({ file: values.file, values });
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack maw={520}>
        <Select
          label={t('kind')}
          allowDeselect={false}
          data={kinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
          {...form.getInputProps('kind')}
        />
        <FileInput
          label={t('file')}
          description={t('fileText')}
          placeholder={t('choose')}
          accept=".csv,.txt,.ndjson,.jsonl"
          clearable
          leftSection={<IconFileUpload size={17} aria-hidden />}
          {...form.getInputProps('file')}
        />
        <Radio.Group label={t('mode')} {...form.getInputProps('mode')}>
          <Stack gap="xs" mt={6}>
            <Radio value="try" label={t('modes.try')} description={t('modeTexts.try')} />
            <Radio value="real" label={t('modes.real')} description={t('modeTexts.real')} />
          </Stack>
        </Radio.Group>
        <ProblemAlert error={upload.error} />
        <Group>
          <Allowed may={may}>
            <Button type="submit" loading={upload.isPending}>
              {t(form.values.mode === 'try' ? 'submitTry' : 'submit')}
            </Button>
          </Allowed>
        </Group>
      </Stack>
    </form>
  );
};
