import { Checkbox, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import type { Versioned } from '@/api/versioned';
import { useCodes } from '@/lib/codes';
import { useFieldErrors } from '@/lib/field-errors';
import { SettingsForm } from './settings-form';
import { useCompanyUpdate } from './use-company-update';

type Company = Versioned<Schemas['Company']>;
type Sendable = NonNullable<Schemas['CompanyChanges']['active_channels']>;

const channels = ['email', 'einvoice', 'print'] as const;

/** In whose name letters go, and by which ways. */
export const SendingSettings = ({ company }: { company: Company }) => {
  const { t } = useTranslation('settings');
  const { channel } = useCodes();
  const { save, error, isPending } = useCompanyUpdate(company);
  const fieldErrors = useFieldErrors();
  const form = useForm({
    initialValues: {
      sender_name: company.sender_name,
      sender_email: company.sender_email,
      active_channels: company.active_channels as string[],
    },
  });
  const submit = form.onSubmit(({ sender_name, sender_email, active_channels }) =>
    save(
      {
        ...(sender_name ? { sender_name } : {}),
        ...(sender_email ? { sender_email } : {}),
        active_channels: active_channels as Sendable,
      },
      (problem) => form.setErrors(fieldErrors(problem)),
    ),
  );
  return (
    <SettingsForm
      permission="company.edit"
      isDirty={form.isDirty()}
      isPending={isPending}
      error={error}
      values={form.values}
      onSubmit={submit}
    >
      <TextInput
        label={t('senderName')}
        description={t('senderNameText')}
        maxLength={250}
        {...form.getInputProps('sender_name')}
      />
      <TextInput
        type="email"
        label={t('senderEmail')}
        description={t('senderEmailText')}
        maxLength={254}
        {...form.getInputProps('sender_email')}
      />
      <Checkbox.Group
        label={t('channels')}
        description={t('channelsText')}
        {...form.getInputProps('active_channels')}
      >
        <Stack gap="xs" mt="xs">
          {channels.map((value) => (
            <Checkbox
              key={value}
              value={value}
              label={channel(value)}
              description={t(`channelTexts.${value}`)}
            />
          ))}
        </Stack>
      </Checkbox.Group>
    </SettingsForm>
  );
};
