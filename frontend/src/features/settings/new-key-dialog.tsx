import {
  Alert,
  Button,
  Checkbox,
  Code,
  CopyButton,
  Group,
  Modal,
  SimpleGrid,
  Stack,
  TextInput,
} from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconCheck, IconCopy, IconKey } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { companyPath, useCompanyId } from '@/api/session';
import { useFieldErrors } from '@/lib/field-errors';
import { ProblemAlert } from '@/ui/problem-alert';

type Scope = Schemas['ApiKeyCreate']['scopes'][number];

const scopes: Scope[] = [
  'company.read',
  'customers.read',
  'customers.edit',
  'invoices.read',
  'invoices.edit',
  'payments.read',
  'payments.edit',
  'imports.read',
  'imports.edit',
  'rules.read',
  'rules.edit',
  'runs.read',
  'runs.edit',
  'dispatches.read',
  'dispatches.edit',
  'events.read',
];

/** A new key with its scopes; its secret is shown once and never again. */
export const NewKeyDialog = ({ onClose }: { onClose: () => void }) => {
  const { t } = useTranslation('settings');
  const common = useTranslation().t;
  const company_id = useCompanyId();
  const create = $api.useMutation('post', '/v1/companies/{company_id}/api-keys');
  const fieldErrors = useFieldErrors();
  const form = useForm({
    initialValues: { name: '', scopes: [] as string[] },
    validate: {
      name: (name) => (name.trim() ? null : t('required')),
      scopes: (chosen) => (chosen.length > 0 ? null : t('scopeNeeded')),
    },
  });
  const save = form.onSubmit((values) =>
    create.mutate(
      { ...companyPath(company_id), body: { name: values.name, scopes: values.scopes as Scope[] } },
      { onError: (error) => form.setErrors(fieldErrors(error)) },
    ),
  );
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={create.data ? create.data.name : t('newKey')}
      closeOnClickOutside={!create.data}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      {create.data ? (
        <Secret secret={create.data.secret ?? ''} onClose={onClose} />
      ) : (
        <form onSubmit={save} noValidate>
          <Stack>
            <TextInput
              label={t('keyName')}
              description={t('keyNameText')}
              maxLength={250}
              data-autofocus
              {...form.getInputProps('name')}
            />
            <Checkbox.Group label={t('scopes')} {...form.getInputProps('scopes')}>
              <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs" mt="xs">
                {scopes.map((scope) => (
                  <Checkbox
                    key={scope}
                    value={scope}
                    label={t(`scopeNames.${scope.replace('.', '_')}`)}
                  />
                ))}
              </SimpleGrid>
            </Checkbox.Group>
            <ProblemAlert error={create.error} shownAt={form.values} />
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>
                {common('cancel')}
              </Button>
              <Button type="submit" loading={create.isPending}>
                {t('makeKey')}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
};

const Secret = ({ secret, onClose }: { secret: string; onClose: () => void }) => {
  const { t } = useTranslation('settings');
  return (
    <Stack>
      <Alert color="cloudberry" icon={<IconKey aria-hidden />} title={t('secretTitle')}>
        {t('secretText')}
      </Alert>
      <Code block style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
        {secret}
      </Code>
      <Group justify="flex-end">
        <CopyButton value={secret}>
          {({ copied, copy }) => (
            <Button
              variant="default"
              onClick={copy}
              leftSection={
                copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />
              }
            >
              {t(copied ? 'copied' : 'copy')}
            </Button>
          )}
        </CopyButton>
        <Button onClick={onClose}>{t('keptIt')}</Button>
      </Group>
    </Stack>
  );
};
