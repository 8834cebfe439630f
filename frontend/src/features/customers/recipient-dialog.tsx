import { Button, Group, Modal, Select, SimpleGrid, Switch, TextInput } from '@mantine/core';
import { type UseFormReturnType, useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { $api } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { useFieldErrors } from '@/lib/field-errors';
import { ProblemAlert } from '@/ui/problem-alert';
import { toast } from '@/ui/toast';
import { type Recipient, type RecipientValues, roles, valuesOf, writeOf } from './recipient-values';

type Props = { customerId: string; recipient?: Recipient; onClose: () => void };

const at = '/v1/companies/{company_id}/customers/{customer_id}/recipients' as const;

/** Adds a recipient of a customer's letters, or changes one. */
export const RecipientDialog = ({ customerId, recipient, onClose }: Props) => {
  const { t } = useTranslation('customers');
  const common = useTranslation().t;
  const company_id = useCompanyId();
  const create = $api.useMutation('post', at);
  const update = $api.useMutation('patch', `${at}/{recipient_id}`);
  const fieldErrors = useFieldErrors();
  const form = useForm({
    initialValues: valuesOf(recipient ?? {}),
    validate: { name: (name) => (name.trim() ? null : t('required')) },
  });
  const path = { company_id, customer_id: customerId };
  const after = (word: string) => ({
    onSuccess: () => {
      toast(word);
      onClose();
    },
    onError: (error: unknown) => form.setErrors(fieldErrors(error)),
  });
  const save = form.onSubmit((values) => {
    const body = writeOf(values);
    if (!recipient) return create.mutate({ params: { path }, body }, after(t('recipients.added')));
    const params = { path: { ...path, recipient_id: recipient.id } };
    return update.mutate({ params, body }, after(t('recipients.saved')));
  });
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={t(recipient ? 'recipients.edit' : 'recipients.add')}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <form onSubmit={save} noValidate>
        <RecipientFields form={form} />
        <ProblemAlert error={create.error ?? update.error} shownAt={form.values} />
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={onClose}>
            {common('cancel')}
          </Button>
          <Button type="submit" loading={create.isPending || update.isPending}>
            {common(recipient ? 'save' : 'add')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
};

const RecipientFields = ({ form }: { form: UseFormReturnType<RecipientValues> }) => {
  const { t } = useTranslation('customers');
  const isTenant = form.values.role === 'tenant';
  const input = (name: 'phone' | 'street' | 'postcode' | 'city') => (
    <TextInput label={t(`fields.${name}`)} maxLength={100} {...form.getInputProps(name)} />
  );
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        <TextInput
          label={t('fields.name')}
          required
          maxLength={250}
          data-autofocus
          {...form.getInputProps('name')}
        />
        <Select
          label={t('recipients.role')}
          allowDeselect={false}
          data={roles.map((value) => ({ value, label: t(`recipients.roles.${value}`) }))}
          {...form.getInputProps('role')}
        />
        <TextInput label={t('fields.email')} maxLength={254} {...form.getInputProps('email')} />
        {input('phone')}
        {input('street')}
        {input('postcode')}
        {input('city')}
        <TextInput label={t('fields.country')} maxLength={2} {...form.getInputProps('country')} />
      </SimpleGrid>
      <Switch
        mt="md"
        label={t('recipients.receives')}
        description={t(isTenant ? 'recipients.tenantText' : 'recipients.addressText')}
        disabled={isTenant}
        {...form.getInputProps('receives_letters')}
        checked={form.values.receives_letters && !isTenant}
      />
    </>
  );
};
