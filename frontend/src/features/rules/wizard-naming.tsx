import { Radio, Stack, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CustomerKind, RuleScope } from './step-values';
import type { RuleForm } from './wizard-values';

type Props = { form: RuleForm; onBegin: (kind: CustomerKind, scope: RuleScope) => void };

/** Whom the rule is for, and what it is called. */
export const WizardNaming = ({ form, onBegin }: Props) => {
  const { t } = useTranslation('rules');
  const common = useTranslation().t;
  return (
    <Stack maw={560}>
      <Radio.Group
        label={t('wizard.kind')}
        description={t('wizard.kindText')}
        value={form.values.customer_kind}
        onChange={(kind) => onBegin(kind as CustomerKind, form.values.scope)}
        error={form.errors.customer_kind}
      >
        <Stack gap="xs" mt="xs">
          {(['business', 'consumer'] as const).map((kind) => (
            <Radio key={kind} value={kind} label={t(`wizard.kinds.${kind}`)} />
          ))}
        </Stack>
      </Radio.Group>
      <Radio.Group
        label={t('scope.title')}
        value={form.values.scope}
        onChange={(scope) => onBegin(form.values.customer_kind, scope as RuleScope)}
        error={form.errors.scope}
      >
        <Stack gap="xs" mt="xs">
          {(['invoice', 'customer'] as const).map((scope) => (
            <Radio
              key={scope}
              value={scope}
              label={t(`scope.names.${scope}`)}
              description={t(`scope.texts.${scope}`)}
            />
          ))}
        </Stack>
      </Radio.Group>
      <TextInput
        label={t('name')}
        required
        maxLength={250}
        placeholder={t('wizard.namePlaceholder')}
        {...form.getInputProps('name')}
      />
      <Textarea
        label={`${t('description')} (${common('optional')})`}
        autosize
        minRows={2}
        maxLength={1000}
        {...form.getInputProps('description')}
      />
    </Stack>
  );
};
