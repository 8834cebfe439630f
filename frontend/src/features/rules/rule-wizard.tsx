import { Button, Group, Stepper } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { $api } from '@/api/client';
import { problemOf } from '@/api/problem';
import { companyPath, useCompanyId } from '@/api/session';
import { companyQuery } from '@/api/versioned';
import { useFieldErrors } from '@/lib/field-errors';
import type { Selection } from '@/lib/selection';
import { ProblemAlert } from '@/ui/problem-alert';
import classes from './rule-wizard.module.css';
import { stepErrors } from './step-errors';
import { type CustomerKind, firstSteps, type RuleScope, writeOf } from './step-values';
import { StepsEditor } from './steps-editor';
import { WizardNaming } from './wizard-naming';
import { WizardSummary } from './wizard-summary';
import { emptyRule, stepOfError } from './wizard-values';

type Props = {
  selection: Selection;
  customers: (kind: CustomerKind) => ReactNode;
  onCreated: (ruleId: string) => void;
};

/** A new rule in four steps; any circle behind leads back. */
export const RuleWizard = ({ selection, customers, onCreated }: Props) => {
  const { t } = useTranslation('rules');
  const common = useTranslation().t;
  const company_id = useCompanyId();
  const [at, setAt] = useState(0);
  const create = $api.useMutation('post', '/v1/companies/{company_id}/rules');
  const fieldErrors = useFieldErrors();
  const form = useForm({
    initialValues: emptyRule(),
    validate: (values) => ({
      ...(values.name.trim() ? {} : { name: t('nameNeeded') }),
      ...stepErrors(values.steps, t('amountWrong')),
    }),
  });
  const { values } = form;
  const isHousing = useQuery(companyQuery(company_id)).data?.is_housing_company ?? false;
  const begin = (kind: CustomerKind, scope: RuleScope) => {
    if (kind !== values.customer_kind) selection.clear();
    form.setValues({
      customer_kind: kind,
      scope,
      mode: scope === 'customer' ? 'propose' : 'send',
      steps: firstSteps(scope, kind, isHousing),
    });
  };
  const goTo = (step: number) => {
    const { errors } = form.validate();
    const blocked = Object.keys(errors).map(stepOfError);
    setAt(Math.min(step, ...blocked));
  };
  const finish = () =>
    create.mutate(
      {
        ...companyPath(company_id),
        body: {
          name: values.name,
          description: values.description,
          customer_kind: values.customer_kind,
          mode: values.mode,
          scope: values.scope,
          steps: values.steps.map(writeOf),
          customer_ids: [...selection.ids],
        },
      },
      {
        onSuccess: ({ id }) => onCreated(id),
        onError: (error) => {
          const errors = fieldErrors(error);
          form.setErrors(errors);
          if (problemOf(error)?.errors?.length)
            setAt(Math.min(3, ...Object.keys(errors).map(stepOfError)));
        },
      },
    );
  const labels = ['naming', 'steps', 'customers', 'summary'] as const;
  return (
    <>
      <Stepper
        active={at}
        onStepClick={goTo}
        size="sm"
        mb="lg"
        wrap={false}
        classNames={{ stepBody: classes.stepBody }}
      >
        {labels.map((label) => (
          <Stepper.Step key={label} label={t(`wizard.${label}`)} />
        ))}
      </Stepper>
      <h2 className={classes.here}>{t(`wizard.${labels[at] ?? 'summary'}`)}</h2>
      {at === 0 && <WizardNaming form={form} onBegin={begin} />}
      {at === 1 && (
        <StepsEditor
          kind={values.customer_kind}
          scope={values.scope}
          steps={values.steps}
          errors={form.errors}
          readOnly={false}
          onChange={(steps) => form.setFieldValue('steps', steps)}
        />
      )}
      {at === 2 && customers(values.customer_kind)}
      {at === 3 && <WizardSummary form={form} customerCount={selection.count} />}
      <ProblemAlert error={create.error} shownAt={form.values} />
      <Group justify="space-between" mt="xl">
        <Button variant="default" disabled={at === 0} onClick={() => setAt(at - 1)}>
          {common('previous')}
        </Button>
        {at < 3 ? (
          <Button onClick={() => goTo(at + 1)}>{common('next')}</Button>
        ) : (
          <Button loading={create.isPending} onClick={finish}>
            {t('wizard.create')}
          </Button>
        )}
      </Group>
    </>
  );
};
