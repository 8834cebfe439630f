import { Checkbox, Select, SimpleGrid, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { $api } from '@/api/client';
import { companyPath, useCompanyId, useMay } from '@/api/session';
import { languages } from '@/lib/i18n';
import { languageNames } from '@/lib/language-names';
import { useRuleName } from '@/lib/rule-name';
import classes from './customer-fields.module.css';
import { type CustomerValues, flagFields, type textFields } from './customer-values';
import { InterestFields } from './interest-fields';

type Field = (typeof textFields)[number];
type Props = { form: UseFormReturnType<CustomerValues>; isNew?: boolean };

export const CustomerFields = ({ form, isNew }: Props) => {
  const { t } = useTranslation('customers');
  const common = useTranslation().t;
  const input = (
    name: Field,
    more?: { description?: string; required?: boolean; maxLength?: number },
  ) => (
    <TextInput
      label={t(`fields.${name}`)}
      maxLength={100}
      {...more}
      {...form.getInputProps(name)}
    />
  );
  const isBusiness = form.values.kind === 'business';
  return (
    <>
      <Group title={t('groups.identity')}>
        {input('name', { required: true, maxLength: 250 })}
        <Select
          label={t('fields.kind')}
          allowDeselect={false}
          data={(['business', 'consumer'] as const).map((value) => ({
            value,
            label: common(`customerKind.${value}`),
          }))}
          {...form.getInputProps('kind')}
        />
        {input('number', isNew ? { description: t('numberGiven') } : {})}
        {isBusiness && input('business_id')}
      </Group>
      <Group title={t('groups.contact')}>
        {input('email', { maxLength: 254 })}
        {input('phone')}
        {isBusiness && input('einvoice_address')}
        {isBusiness && input('einvoice_operator')}
        <Select
          label={t('fields.language')}
          allowDeselect={false}
          data={languages.map((value) => ({ value, label: languageNames[value] }))}
          {...form.getInputProps('language')}
        />
      </Group>
      <Group title={t('groups.address')}>
        {input('street')}
        {input('postcode')}
        {input('city')}
        {input('country', { maxLength: 2 })}
      </Group>
      <Group title={t('groups.interest')}>
        <InterestFields form={form} />
      </Group>
      <Group title={t('groups.reminding')}>
        <RuleChoice form={form} isNew={isNew} />
        <div className={classes.flags}>
          {flagFields.map((name) => (
            <Checkbox
              key={name}
              label={t(`fields.${name}`)}
              {...form.getInputProps(name, { type: 'checkbox' })}
            />
          ))}
        </div>
      </Group>
    </>
  );
};

const Group = ({ title, children }: { title: string; children: ReactNode }) => (
  <fieldset className={classes.group}>
    <legend>{title}</legend>
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
      {children}
    </SimpleGrid>
  </fieldset>
);

const RuleChoice = ({ form, isNew }: Props) => {
  const { t } = useTranslation('customers');
  const ruleName = useRuleName();
  const may = useMay('rules.edit');
  const { data } = $api.useQuery(
    'get',
    '/v1/companies/{company_id}/rules',
    companyPath(useCompanyId()),
    { enabled: may },
  );
  if (!may) return null;
  const fitting = (data?.items ?? []).filter(
    ({ customer_kind }) => !customer_kind || customer_kind === form.values.kind,
  );
  return (
    <Select
      label={t('fields.rule_id')}
      placeholder={isNew ? t('byKindAndCountry') : undefined}
      clearable={isNew}
      allowDeselect={isNew}
      searchable
      data={fitting.map((rule) => ({ value: rule.id, label: ruleName(rule) }))}
      {...form.getInputProps('rule_id')}
      value={form.values.rule_id || null}
      onChange={(next) => form.setFieldValue('rule_id', next ?? '')}
    />
  );
};
