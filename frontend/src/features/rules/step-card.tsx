import {
  ActionIcon,
  NumberInput,
  Select,
  Switch,
  TagsInput,
  TextInput,
  Tooltip,
} from '@mantine/core';
import {
  IconGavel,
  IconHomeExclamation,
  IconMail,
  IconMailExclamation,
  IconTrash,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCodes } from '@/lib/codes';
import { isZero } from '@/lib/format';
import { Day } from '@/ui/day';
import { anchorOf, channelsFor, type Setting, type StepValues } from './step-values';
import classes from './steps-editor.module.css';
import { TemplateChoice } from './template-choice';

type Props = {
  step: StepValues;
  index: number;
  setting: Setting;
  goesOn: string;
  errors: Record<string, unknown>;
  readOnly: boolean;
  onChange: (change: Partial<StepValues>) => void;
  onRemove: () => void;
};

const signs = {
  reminder: IconMail,
  notice: IconMailExclamation,
  collection_letter: IconGavel,
  possession_warning: IconHomeExclamation,
};

export const StepCard = (props: Props) => {
  const { step, index, goesOn, readOnly, onRemove } = props;
  const { t } = useTranslation('rules');
  const codes = useCodes();
  const Sign = signs[step.kind];
  const name = `${index + 1}. ${codes.step(step.kind)}`;
  return (
    <li>
      <span className={classes.node} data-kind={step.kind}>
        <Sign size={17} aria-hidden />
      </span>
      <fieldset className={classes.card} disabled={readOnly} aria-label={name}>
        <div className={classes.cardHead}>
          <strong>{name}</strong>
          <span className={classes.goes}>
            {t(step.kind === 'possession_warning' ? 'preparedOn' : 'goesOn')}{' '}
            <Day on={goesOn} withWeekday />
          </span>
          {!readOnly && (
            <Tooltip label={t('removeStep')}>
              <ActionIcon
                variant="subtle"
                color="stone"
                aria-label={`${t('removeStep')}: ${name}`}
                onClick={onRemove}
              >
                <IconTrash size={17} aria-hidden />
              </ActionIcon>
            </Tooltip>
          )}
        </div>
        <MainFields {...props} />
        <StepNote step={step} setting={props.setting} />
        <MoreFields {...props} />
      </fieldset>
    </li>
  );
};

const errorAt = ({ errors, index }: Props, field: keyof StepValues) =>
  errors[`steps.${index}.${field}`] as string | undefined;

/* What is not offered any more, but stands in the rule, is shown for somebody to change it. */
const channelChoices = ({ step, setting }: Props) => [
  ...new Set([...channelsFor(step.kind, setting), step.channel]),
];

const StepNote = ({ step, setting }: Pick<Props, 'step' | 'setting'>) => {
  const { t } = useTranslation('rules');
  if (step.kind === 'possession_warning') return <p className={classes.note}>{t('warningNote')}</p>;
  if (step.kind !== 'collection_letter') return null;
  const who = setting.isHousing ? 'housing' : (setting.kind ?? 'business');
  return <p className={classes.note}>{t(`collectionNote.${who}`)}</p>;
};

const MainFields = (props: Props) => {
  const { step, index, onChange } = props;
  const { t } = useTranslation('rules');
  const { channel } = useCodes();
  const anchors: StepValues['anchor'][] =
    index === 0 ? ['after_due'] : ['after_previous_sent', 'after_previous_due'];
  return (
    <div className={`${classes.fields} ${classes.main}`}>
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
        data={anchors.map((value) => ({ value, label: t(`anchors.${value}`) }))}
        onChange={(value) => onChange({ anchor: value as StepValues['anchor'] })}
        error={errorAt(props, 'anchor')}
      />
      <Select
        label={t('channel')}
        allowDeselect={false}
        value={step.channel}
        data={channelChoices(props).map((value) => ({ value, label: channel(value) }))}
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

const MoreFields = (props: Props) => {
  const { step, onChange } = props;
  const { t } = useTranslation('rules');
  const isSet =
    !isZero(step.minimum_open) ||
    step.trade_names.length > 0 ||
    step.claims_interest ||
    step.template_id !== '';
  return (
    <details className={classes.more} open={isSet || undefined}>
      <summary>{t('more')}</summary>
      <div className={classes.fields}>
        <TextInput
          label={t('minimumOpen')}
          description={t('minimumOpenText')}
          placeholder="0"
          inputMode="decimal"
          value={step.minimum_open}
          onChange={(event) => onChange({ minimum_open: event.currentTarget.value })}
          error={errorAt(props, 'minimum_open')}
        />
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
