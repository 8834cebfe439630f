import { Button, Group, Modal } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { $api } from '@/api/client';
import { companyPath, useCompanyId } from '@/api/session';
import { useFieldErrors } from '@/lib/field-errors';
import { useFormat } from '@/lib/format';
import { ProblemAlert } from '@/ui/problem-alert';
import { toast } from '@/ui/toast';
import { CustomerFields } from './customer-fields';
import { valuesOf, writeOf } from './customer-values';
import { useCustomerRules } from './use-customer-rules';

type Props = { onClose: () => void; onCreated: (customerId: string) => void };

export const NewCustomerDialog = ({ onClose, onCreated }: Props) => {
  const { t } = useTranslation('customers');
  const common = useTranslation().t;
  const company_id = useCompanyId();
  const create = $api.useMutation('post', '/v1/companies/{company_id}/customers');
  const fieldErrors = useFieldErrors();
  const { points } = useFormat();
  const form = useForm({ initialValues: valuesOf({}, points), validate: useCustomerRules() });
  const save = form.onSubmit((values) =>
    create.mutate(
      { ...companyPath(company_id), body: writeOf(values) },
      {
        onSuccess: ({ id }) => {
          toast(t('created'));
          onCreated(id);
        },
        onError: (error) => form.setErrors(fieldErrors(error)),
      },
    ),
  );
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={t('add')}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <form onSubmit={save} noValidate>
        <CustomerFields form={form} isNew />
        <ProblemAlert error={create.error} shownAt={form.values} />
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={onClose}>
            {common('cancel')}
          </Button>
          <Button type="submit" loading={create.isPending}>
            {common('add')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
};
