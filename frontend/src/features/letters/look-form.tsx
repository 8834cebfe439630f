import { Button, ColorInput, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { useCompanyId, useMay } from '@/api/session';
import { editHeaders, lookQuery, type Versioned } from '@/api/versioned';
import { useFieldErrors } from '@/lib/field-errors';
import { Allowed } from '@/ui/allowed';
import { ProblemAlert } from '@/ui/problem-alert';
import { ErrorState, SkeletonRows } from '@/ui/states';
import { toast } from '@/ui/toast';
import { contrastOnWhite } from './contrast';
import classes from './letters.module.css';

const swatches = [
  '#1f4d4a',
  '#17533f',
  '#15456d',
  '#3b3a6d',
  '#6b2d5c',
  '#8a182b',
  '#7d4505',
  '#37423d',
];

export const LookForm = () => {
  const company_id = useCompanyId();
  const { data, error, refetch } = useQuery(lookQuery(company_id));
  if (!data)
    return error ? <ErrorState error={error} onRetry={refetch} /> : <SkeletonRows rows={3} />;
  return <ColourForm key={data.etag} look={data} />;
};

const ColourForm = ({ look }: { look: Versioned<Schemas['Look']> }) => {
  const { t } = useTranslation('letters');
  const common = useTranslation().t;
  const company_id = useCompanyId();
  const may = useMay('templates.edit');
  const fieldErrors = useFieldErrors();
  const set = $api.useMutation('put', '/v1/companies/{company_id}/look', {
    onSuccess: () => toast(common('saved')),
  });
  const form = useForm({
    initialValues: { colour: look.colour },
    validate: { colour: (typed) => (/^#[0-9a-f]{6}$/i.test(typed) ? null : t('colourWrong')) },
  });
  const save = form.onSubmit(({ colour }) =>
    set.mutate(
      {
        params: { path: { company_id }, ...editHeaders(look.etag) },
        body: { colour: colour.toLowerCase() },
      },
      { onError: (error) => form.setErrors(fieldErrors(error)) },
    ),
  );
  const contrast = contrastOnWhite(form.values.colour);
  return (
    <form onSubmit={save} noValidate className={classes.look}>
      <h2 className={classes.title}>{t('colour')}</h2>
      <Stack gap="sm" align="flex-start">
        <ColorInput
          label={t('colourLabel')}
          description={t('colourText')}
          format="hex"
          swatches={swatches}
          swatchesPerRow={8}
          disabled={!may}
          eyeDropperButtonProps={{ 'aria-label': t('pickColour') }}
          w="100%"
          maw={320}
          {...form.getInputProps('colour')}
        />
        {contrast !== undefined && (
          <Text size="sm" c={contrast < 4.5 ? 'lingon.8' : 'dimmed'} aria-live="polite">
            {t(contrast < 4.5 ? 'contrastLow' : 'contrast', { contrast: contrast.toFixed(1) })}
          </Text>
        )}
        <ProblemAlert error={set.error} shownAt={form.values} />
        <Allowed may={may}>
          <Button type="submit" disabled={!form.isDirty()} loading={set.isPending}>
            {common('save')}
          </Button>
        </Allowed>
      </Stack>
    </form>
  );
};
