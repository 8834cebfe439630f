import { Radio, Select, Stack, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useCodes } from '@/lib/codes';
import { DayField } from '@/ui/day-field';
import type { Recording, RecordValues } from './record-values';

type Form = UseFormReturnType<RecordValues>;
type Props = { recording: Recording; possession: Schemas['Possession']; form: Form };

const ways = ['registered_post', 'process_server', 'receipt', 'official_gazette'] as const;
const outcomes = ['under_way', 'served', 'failed'] as const;

/** The fields of what is recorded, by its kind. */
export const RecordFields = ({ recording, possession, form }: Props) => {
  const { t } = useTranslation('possession');
  const { kind } = recording;
  const { reference } = form.values;
  const isProof = kind === 'service';
  const hasMinutes = kind === 'board_decision' || kind === 'meeting_decision';
  return (
    <Stack>
      {isProof && <ServiceFields recording={recording} possession={possession} form={form} />}
      <DayField
        required
        label={t(`days.${kind}`)}
        value={form.values.happened_on}
        error={form.errors.happened_on}
        onChange={(on) => form.setFieldValue('happened_on', on ?? '')}
      />
      {isProof && <OutcomeFields form={form} />}
      {kind === 'meeting_decision' && (
        <DayField
          required
          label={t('lastsUntil')}
          description={t('lastsUntilText')}
          value={form.values.lasts_until}
          error={form.errors.lasts_until}
          onChange={(on) => form.setFieldValue('lasts_until', on ?? '')}
        />
      )}
      {(isProof || hasMinutes) && (
        <TextInput
          required={hasMinutes || form.values.outcome === 'served'}
          maxLength={100}
          label={t(hasMinutes ? 'minutes' : 'proof')}
          description={t(hasMinutes ? 'minutesText' : `proofTexts.${form.values.way}`)}
          {...form.getInputProps('reference')}
          value={reference}
        />
      )}
      {kind === 'board_decision' && (
        <TextInput
          maxLength={100}
          label={t('tenantName')}
          description={t('tenantNameText')}
          {...form.getInputProps('tenant_name')}
        />
      )}
      <Textarea
        autosize
        minRows={2}
        maxLength={1000}
        label={t('note')}
        {...form.getInputProps('note')}
      />
    </Stack>
  );
};

const ServiceFields = ({ recording, possession, form }: Props) => {
  const { t } = useTranslation('possession');
  const { word } = useCodes();
  const on = possession.services.filter(({ subject }) => subject === recording.subject);
  return (
    <>
      {on.length > 1 && (
        <Radio.Group label={t('servedOnWhom')} {...form.getInputProps('addressee')}>
          <Stack gap="xs" mt={6}>
            {on.map(({ addressee, name }) => (
              <Radio
                key={addressee}
                value={addressee}
                label={`${word('addressee', addressee)}: ${name}`}
              />
            ))}
          </Stack>
        </Radio.Group>
      )}
      <Select
        label={t('way')}
        allowDeselect={false}
        data={ways.map((value) => ({ value, label: word('serviceWay', value) }))}
        description={t(`wayTexts.${form.values.way}`)}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        {...form.getInputProps('way')}
      />
    </>
  );
};

const OutcomeFields = ({ form }: { form: Form }) => {
  const { t } = useTranslation('possession');
  const { word } = useCodes();
  const { outcome, way, served_on } = form.values;
  return (
    <>
      <Radio.Group label={t('outcome')} {...form.getInputProps('outcome')}>
        <Stack gap="xs" mt={6}>
          {outcomes.map((value) => (
            <Radio key={value} value={value} label={word('serviceOutcome', value)} />
          ))}
        </Stack>
      </Radio.Group>
      {outcome === 'served' && (
        <DayField
          clearable
          required={way !== 'registered_post'}
          label={t('servedOn')}
          description={way === 'registered_post' ? t('servedOnText') : undefined}
          value={served_on}
          error={form.errors.served_on}
          onChange={(on) => form.setFieldValue('served_on', on ?? '')}
        />
      )}
    </>
  );
};
