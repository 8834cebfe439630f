import { NumberInput, Select, Switch, TagsInput, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useCodes } from '@/lib/codes';
import { isZero } from '@/lib/format';
import type { StepProps } from './step-card';
import { anchorOf, anchorWord, channelsFor, type StepValues } from './step-values';
import classes from './steps-editor.module.css';
import { TemplateChoice } from './template-choice';

type Props = StepProps;

const errorAt = ({ errors, index }: Props, field: keyof StepValues) =>
  errors[`steps.${index}.${field}`] as string | undefined;

/* What is not offered any more, but stands in the rule, is shown for somebody to change it. */
const channelChoices = ({ step, setting }: Props) => [
  ...new Set([...channelsFor(step.kind, setting), step.channel]),
];

const anchorsFor = ({ index, setting }: Props): StepValues['anchor'][] => {
  if (index === 0) return ['after_due'];
  return setting.scope === 'customer'
    ? ['after_previous_due', 'after_previous_sent']
    : ['after_previous_sent', 'after_previous_due'];
};

/** Kind, days, channel and fee: what every step has. */
export const MainFields = (props: Props) => {
  const { step, index, kinds, setting, onChange, onKind } = props;
  const { t } = useTranslation('rules');
  const codes = useCodes();
  return (
    <div className={`${classes.fields} ${classes.main}`}>
      <Select
        label={t('stepKind')}
        allowDeselect={false}
        value={step.kind}
        data={kinds.map((value) => ({ value, label: codes.step(value) }))}
        onChange={(value) => onKind(value as StepValues['kind'])}
        error={errorAt(props, 'kind')}
      />
      <NumberInput
        label={t('days')}
        min={1}
        max={365}
        value={step.offset_days}
        onChange={(value) => onChange({ offset_days: Number(value) || 1 })}
        error={errorAt(props, 'offset_days')}
        suffix={` ${t('daysUnit')}`}
      />
      <Select
        label={t('anchor')}
        allowDeselect={false}
        value={anchorOf(step, index)}
        data={anchorsFor(props).map((value) => ({
          value,
          label: t(anchorWord(value, setting.scope)),
        }))}
        onChange={(value) => onChange({ anchor: value as StepValues['anchor'] })}
        error={errorAt(props, 'anchor')}
      />
      <Select
        label={t('channel')}
        allowDeselect={false}
        value={step.channel}
        data={channelChoices(props).map((value) => ({ value, label: codes.channel(value) }))}
        onChange={(value) => onChange({ channel: value as StepValues['channel'] })}
        error={errorAt(props, 'channel')}
      />
      {step.kind !== 'possession_warning' && (
        <TextInput
          label={t('fee')}
          placeholder={t('noFee')}
          inputMode="decimal"
          value={step.fee}
          onChange={(event) => onChange({ fee: event.currentTarget.value })}
          error={errorAt(props, 'fee')}
        />
      )}
    </div>
  );
};

/** What few steps have: conditions, days to pay, a text of their own. */
export const MoreFields = (props: Props) => {
  const { step, setting, onChange } = props;
  const { t } = useTranslation('rules');
  const isCollective = setting.scope === 'customer';
  const isSet =
    !isZero(step.minimum_open) ||
    step.minimum_count > 0 ||
    !step.is_in_mass_runs ||
    step.trade_names.length > 0 ||
    step.claims_interest ||
    step.template_id !== '';
  return (
    <details className={classes.more} open={isSet || undefined}>
      <summary>{t('more')}</summary>
      <div className={classes.fields}>
        <TextInput
          label={t('minimumOpen')}
          description={t(isCollective ? 'minimumOpenAllText' : 'minimumOpenText')}
          placeholder="0"
          inputMode="decimal"
          value={step.minimum_open}
          onChange={(event) => onChange({ minimum_open: event.currentTarget.value })}
          error={errorAt(props, 'minimum_open')}
        />
        {isCollective && (
          <NumberInput
            label={t('minimumCount')}
            description={t('minimumCountText')}
            min={0}
            max={1000}
            allowDecimal={false}
            value={step.minimum_count}
            onChange={(value) => onChange({ minimum_count: Number(value) || 0 })}
            error={errorAt(props, 'minimum_count')}
          />
        )}
        <NumberInput
          label={t('daysToPay')}
          description={t('daysToPayText')}
          min={1}
          max={60}
          value={step.days_to_pay}
          onChange={(value) => onChange({ days_to_pay: Number(value) || 1 })}
          error={errorAt(props, 'days_to_pay')}
          suffix={` ${t('daysUnit')}`}
        />
        <TagsInput
          label={t('tradeNames')}
          description={t('tradeNamesText')}
          maxTags={50}
          value={step.trade_names}
          onChange={(trade_names) => onChange({ trade_names })}
          error={errorAt(props, 'trade_names')}
        />
      </div>
      <TemplateChoice
        kind={step.kind}
        value={step.template_id}
        error={errorAt(props, 'template_id')}
        onChange={(template_id) => onChange({ template_id })}
      />
      {isCollective && (
        <Switch
          mt="md"
          label={t('massRuns')}
          description={t('massRunsText')}
          checked={step.is_in_mass_runs}
          onChange={(event) => onChange({ is_in_mass_runs: event.currentTarget.checked })}
        />
      )}
      <Switch
        mt="md"
        label={t('claimsInterest')}
        description={t('claimsInterestText')}
        checked={step.claims_interest}
        onChange={(event) => onChange({ claims_interest: event.currentTarget.checked })}
      />
    </details>
  );
};
