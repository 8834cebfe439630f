import { Button, Group, Modal, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { useFieldErrors } from '@/lib/field-errors';
import { ProblemAlert } from '@/ui/problem-alert';
import { toast } from '@/ui/toast';
import { RecordFields } from './record-fields';
import { type Recording, recordBody, recordStart } from './record-values';

type Props = {
  recording: Recording;
  possession: Schemas['Possession'];
  today: string;
  onClose: () => void;
};

/** Records one thing; what was recorded in error is withdrawn later. */
export const RecordDialog = ({ recording, possession, today, onClose }: Props) => {
  const { t } = useTranslation('possession');
  const common = useTranslation().t;
  const company_id = useCompanyId();
  const fieldErrors = useFieldErrors();
  const form = useForm({ initialValues: recordStart(recording, possession, today) });
  const record = $api.useMutation(
    'post',
    '/v1/companies/{company_id}/cases/{case_id}/possession-records',
  );
  const save = form.onSubmit((values) =>
    record.mutate(
      {
        params: { path: { company_id, case_id: possession.case_id } },
        body: recordBody(recording, values),
      },
      {
        onSuccess: () => {
          toast(t('recorded'));
          onClose();
        },
        onError: (error) => form.setErrors(fieldErrors(error)),
      },
    ),
  );
  const title = recording.subject ? `serve.${recording.subject}` : titleOf(recording);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(title)}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <form onSubmit={save} noValidate>
        <Stack>
          <RecordFields recording={recording} possession={possession} form={form} />
          <ProblemAlert error={record.error} shownAt={form.values} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {common('cancel')}
            </Button>
            <Button type="submit" loading={record.isPending}>
              {t('record')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
};

const titleOf = ({ kind, isFurther }: Recording) => `do.${isFurther ? 'further' : kind}`;
