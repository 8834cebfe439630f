import { Alert, Button, Group, Stack, Switch, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { useCompanyId, useMay } from '@/api/session';
import { editHeaders, mergePatch, type Versioned } from '@/api/versioned';
import { useCodes } from '@/lib/codes';
import { useFieldErrors } from '@/lib/field-errors';
import { useRuleName } from '@/lib/rule-name';
import { ProblemAlert } from '@/ui/problem-alert';
import { toast } from '@/ui/toast';
import { ModeChoice } from './rule-mode';
import { RuleVersions } from './rule-versions';
import { stepErrors } from './step-errors';
import { valuesOf, writeOf } from './step-values';
import { StepsEditor } from './steps-editor';

type Rule = Versioned<Schemas['Rule']>;

const initial = (rule: Rule, name: string) => ({
  name,
  description: rule.description,
  mode: rule.mode,
  steps: rule.steps.map(valuesOf),
  moves_open_cases: false,
});

/** A rule's cadence; what its steps say becomes a new version when saved. */
export const RuleSettings = ({ rule }: { rule: Rule }) => {
  const { t } = useTranslation('rules');
  const common = useTranslation().t;
  const company_id = useCompanyId();
  const may = useMay('rules.edit');
  const update = $api.useMutation('patch', '/v1/companies/{company_id}/rules/{rule_id}');
  const ruleName = useRuleName();
  const [shownName] = useState(() => ruleName(rule));
  const fieldErrors = useFieldErrors();
  const form = useForm({
    initialValues: initial(rule, shownName),
    validate: (values) => ({
      ...(values.name.trim() ? {} : { name: t('nameNeeded') }),
      ...stepErrors(values.steps, t('amountWrong')),
    }),
  });
  const save = form.onSubmit(({ steps, name, ...rest }) =>
    update.mutate(
      {
        params: { path: { company_id, rule_id: rule.id }, ...editHeaders(rule.etag) },
        body: {
          ...rest,
          steps: steps.map(writeOf),
          ...(name === shownName ? {} : { name }),
        },
        headers: mergePatch,
      },
      {
        onSuccess: ({ version }) => toast(t('savedAs', { version })),
        onError: (error) => form.setErrors(fieldErrors(error)),
      },
    ),
  );
  return (
    <form onSubmit={save} noValidate>
      <Stack gap="lg">
        <Remarks remarks={rule.remarks} />
        <TextInput
          label={t('name')}
          required
          maxLength={250}
          readOnly={!may}
          {...form.getInputProps('name')}
        />
        <Textarea
          label={t('description')}
          autosize
          minRows={1}
          maxRows={5}
          maxLength={1000}
          readOnly={!may}
          {...form.getInputProps('description')}
        />
        <ModeChoice
          value={form.values.mode}
          scope={rule.scope}
          disabled={!may}
          onChange={(mode) => form.setFieldValue('mode', mode)}
        />
        <StepsEditor
          kind={rule.customer_kind}
          scope={rule.scope}
          steps={form.values.steps}
          errors={form.errors}
          readOnly={!may}
          onChange={(steps) => form.setFieldValue('steps', steps)}
        />
        {rule.open_case_count > 0 && may && (
          <Switch
            label={t('movesOpen', { count: rule.open_case_count })}
            description={t('movesOpenText')}
            {...form.getInputProps('moves_open_cases', { type: 'checkbox' })}
          />
        )}
        <ProblemAlert error={update.error} shownAt={form.values} />
        {may ? (
          <Group>
            <Button type="submit" disabled={!form.isDirty()} loading={update.isPending}>
              {common('save')}
            </Button>
            {form.isDirty() && (
              <Button variant="default" onClick={form.reset}>
                {t('undo')}
              </Button>
            )}
          </Group>
        ) : (
          <Alert color="fjord">{common('forbidden.control')}</Alert>
        )}
        <RuleVersions ruleId={rule.id} version={rule.version} />
      </Stack>
    </form>
  );
};

const Remarks = ({ remarks }: { remarks: string[] }) => {
  const { word } = useCodes();
  return remarks.map((remark) => (
    <Alert key={remark} color="cloudberry" icon={<IconAlertTriangle aria-hidden />}>
      {word('remark', remark)}
    </Alert>
  ));
};
