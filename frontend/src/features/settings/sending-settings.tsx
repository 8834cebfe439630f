import { SimpleGrid, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import type { Versioned } from '@/api/versioned';
import { useFieldErrors } from '@/lib/field-errors';
import { ChannelChoice } from './channel-choice';
import classes from './sending-settings.module.css';
import { SettingsForm } from './settings-form';
import { useCompanyUpdate } from './use-company-update';

type Company = Versioned<Schemas['Company']>;
type Sendable = NonNullable<Schemas['CompanyChanges']['active_channels']>;

const free = [
  'street',
  'postcode',
  'city',
  'phone',
  'website',
  'einvoice_address',
  'einvoice_operator',
] as const;
const switches = ['groups_letters', 'attaches_letter', 'attaches_invoice_copy'] as const;
type Free = Record<(typeof free)[number], string>;

/** In whose name letters go, from where, and by which ways. */
export const SendingSettings = ({ company }: { company: Company }) => {
  const { t } = useTranslation('settings');
  const { save, error, isPending } = useCompanyUpdate(company);
  const fieldErrors = useFieldErrors();
  const form = useForm({
    initialValues: {
      sender_name: company.sender_name,
      sender_email: company.sender_email,
      active_channels: company.active_channels as string[],
      groups_letters: company.groups_letters,
      attaches_letter: company.attaches_letter,
      attaches_invoice_copy: company.attaches_invoice_copy,
      ...(Object.fromEntries(free.map((name) => [name, company[name]])) as Free),
    },
  });
  const submit = form.onSubmit(({ sender_name, sender_email, active_channels, ...others }) =>
    save(
      {
        ...(sender_name ? { sender_name } : {}),
        ...(sender_email ? { sender_email } : {}),
        ...others,
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
      <Section title={t('sender')} />
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
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <TextInput type="tel" label={t('phone')} maxLength={100} {...form.getInputProps('phone')} />
        <TextInput label={t('website')} maxLength={100} {...form.getInputProps('website')} />
      </SimpleGrid>
      <Section title={t('address')} text={t('addressText')} />
      <TextInput label={t('street')} maxLength={100} {...form.getInputProps('street')} />
      <div className={classes.place}>
        <TextInput label={t('postcode')} maxLength={100} {...form.getInputProps('postcode')} />
        <TextInput label={t('city')} maxLength={100} {...form.getInputProps('city')} />
      </div>
      <Section title={t('einvoice')} text={t('einvoiceText')} />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <TextInput
          label={t('einvoiceAddress')}
          placeholder="003712345671"
          maxLength={35}
          classNames={{ input: 'tabular' }}
          {...form.getInputProps('einvoice_address')}
        />
        <TextInput
          label={t('einvoiceOperator')}
          placeholder="003721291126"
          maxLength={35}
          classNames={{ input: 'tabular' }}
          {...form.getInputProps('einvoice_operator')}
        />
      </SimpleGrid>
      <Section title={t('letters')} text={t('lettersText')} />
      <Stack gap="sm">
        {switches.map((name) => (
          <Switch
            key={name}
            label={t(`switches.${name}`)}
            description={t(`switchTexts.${name}`)}
            {...form.getInputProps(name, { type: 'checkbox' })}
          />
        ))}
      </Stack>
      <ChannelChoice {...form.getInputProps('active_channels')} />
    </SettingsForm>
  );
};

const Section = ({ title, text }: { title: string; text?: string }) => (
  <div className={classes.section}>
    <Text component="h3" fw={600}>
      {title}
    </Text>
    {text && (
      <Text size="sm" c="dimmed">
        {text}
      </Text>
    )}
  </div>
);
