import {
  Button,
  Checkbox,
  Group,
  Modal,
  PasswordInput,
  Select,
  Stack,
  TextInput,
} from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { companyPath, useCompanyId } from '@/api/session';
import { mergePatch } from '@/api/versioned';
import { useFieldErrors } from '@/lib/field-errors';
import { ProblemAlert } from '@/ui/problem-alert';
import { toast } from '@/ui/toast';

type User = Schemas['User'];
type Props = { user: User | undefined; onClose: () => void };

const roles: User['role'][] = [
  'ledger_reader',
  'ledger_editor',
  'company_main_administrator',
  'user_administrator',
  'office_main_administrator',
];

/** A new person with access, or the role of one who has it. */
export const UserDialog = ({ user, onClose }: Props) => {
  const { t } = useTranslation('settings');
  const common = useTranslation().t;
  const company_id = useCompanyId();
  const create = $api.useMutation('post', '/v1/companies/{company_id}/users');
  const update = $api.useMutation('patch', '/v1/companies/{company_id}/users/{user_id}');
  const fieldErrors = useFieldErrors();
  const form = useForm({
    initialValues: {
      name: user?.name ?? '',
      email: user?.email ?? '',
      password: '',
      role: user?.role ?? ('ledger_editor' as User['role']),
      owns_invoices_only: user?.owns_invoices_only ?? false,
    },
    validate: {
      name: (value) => (user || value.trim() ? null : t('required')),
      email: (value) => (user || value.trim() ? null : t('required')),
      password: (value) => (user || value.length >= 10 ? null : t('passwordShort')),
    },
  });
  const ends = {
    onSuccess: () => {
      toast(common('saved'));
      onClose();
    },
    onError: (error: unknown) => form.setErrors(fieldErrors(error)),
  };
  const save = form.onSubmit(({ role, owns_invoices_only, ...person }) => {
    if (!user)
      return create.mutate(
        { ...companyPath(company_id), body: { ...person, role, owns_invoices_only } },
        ends,
      );
    const path = { company_id, user_id: user.id };
    return update.mutate(
      { params: { path }, body: { role, owns_invoices_only }, headers: mergePatch },
      ends,
    );
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={user?.name ?? t('addUser')}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <form onSubmit={save} noValidate>
        <Stack>
          {!user && (
            <>
              <TextInput label={t('personName')} {...form.getInputProps('name')} />
              <TextInput type="email" label={t('email')} {...form.getInputProps('email')} />
              <PasswordInput
                label={t('password')}
                description={t('passwordText')}
                autoComplete="new-password"
                {...form.getInputProps('password')}
              />
            </>
          )}
          <Select
            label={t('role')}
            description={t(`roleTexts.${form.values.role}`)}
            allowDeselect={false}
            data={roles.map((value) => ({ value, label: t(`roles.${value}`) }))}
            {...form.getInputProps('role')}
          />
          <Checkbox
            label={t('ownOnly')}
            description={t('ownOnlyText')}
            {...form.getInputProps('owns_invoices_only', { type: 'checkbox' })}
          />
          <ProblemAlert error={create.error ?? update.error} shownAt={form.values} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {common('cancel')}
            </Button>
            <Button type="submit" loading={create.isPending || update.isPending}>
              {common('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
};
