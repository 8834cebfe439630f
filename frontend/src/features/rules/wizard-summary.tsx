import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useCodes } from '@/lib/codes';
import { typedAmount, useFormat } from '@/lib/format';
import { Facts } from '@/ui/facts';
import { ModeChoice } from './rule-mode';
import { anchorOf, anchorWord, type RuleScope, type StepValues } from './step-values';
import type { RuleForm } from './wizard-values';

type Props = { form: RuleForm; customerCount: number };

/** The whole rule on one page before it is made. */
export const WizardSummary = ({ form, customerCount }: Props) => {
  const { t } = useTranslation('rules');
  const common = useTranslation().t;
  const { values } = form;
  const facts = [
    { term: t('name'), value: values.name },
    { term: t('wizard.kind'), value: common(`customerKind.${values.customer_kind}`) },
    { term: t('scope.title'), value: t(`scope.names.${values.scope}`) },
    { term: t('wizard.customers'), value: t('wizard.moving', { count: customerCount }) },
    ...(values.description ? [{ term: t('description'), value: values.description }] : []),
  ];
  return (
    <Stack gap="lg" maw={680}>
      <Facts facts={facts} />
      <ol style={{ margin: 0, paddingLeft: '1.25rem' }}>
        {values.steps.map((step, index) => (
          <li key={step.key}>
            <StepSentence step={step} index={index} scope={values.scope} />
          </li>
        ))}
        {values.steps.length === 0 && <li>{t('noSteps')}</li>}
      </ol>
      <ModeChoice
        value={values.mode}
        scope={values.scope}
        onChange={(mode) => form.setFieldValue('mode', mode)}
      />
    </Stack>
  );
};

type SentenceProps = { step: StepValues; index: number; scope: RuleScope };

const StepSentence = ({ step, index, scope }: SentenceProps) => {
  const { t } = useTranslation('rules');
  const codes = useCodes();
  const { money } = useFormat();
  const anchor = anchorOf(step, index);
  const fee = step.fee ? t('wizard.withFee', { fee: money(typedAmount(step.fee), 'EUR') }) : '';
  const least = step.minimum_open
    ? t('wizard.least', { amount: money(typedAmount(step.minimum_open), 'EUR') })
    : '';
  return (
    <>
      <strong>{codes.step(step.kind)}</strong> {t('wizard.after', { count: step.offset_days })}{' '}
      {t(anchorWord(anchor, scope))}, {codes.channel(step.channel).toLocaleLowerCase()}
      {fee}
      {least}
      {step.minimum_count > 0 && t('wizard.leastCount', { count: step.minimum_count })}
    </>
  );
};
