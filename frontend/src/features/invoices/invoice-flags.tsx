import { Button, Checkbox, Group, Select, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { useCompanyId, useMay } from '@/api/session';
import { editHeaders, mergePatch, type Versioned } from '@/api/versioned';
import { useFieldErrors } from '@/lib/field-errors';
import { DayField } from '@/ui/day-field';
import { Panel } from '@/ui/panel';
import { ProblemAlert } from '@/ui/problem-alert';
import { toast } from '@/ui/toast';
import { changesOf, flagsOf } from './invoice-changes';

type Props = { invoice: Versioned<Schemas['Invoice']> };

const financings = ['none', 'factoring', 'exempt'] as const;

/** What a person decides about one invoice: reminded or not, plan, promise, dispute. */
export const InvoiceFlags = ({ invoice }: Props) => {
  const { t } = useTranslation('invoices');
  const common = useTranslation().t;
  const may = useMay('invoices.edit');
  const company_id = useCompanyId();
  const update = $api.useMutation('patch', '/v1/companies/{company_id}/invoices/{invoice_id}');
  const fieldErrors = useFieldErrors();
  const form = useForm({ initialValues: flagsOf(invoice) });
  const save = form.onSubmit((values) => {
    const path = { company_id, invoice_id: invoice.id };
    const body = changesOf(invoice, values);
    update.mutate(
      { params: { path, ...editHeaders(invoice.etag) }, body, headers: mergePatch },
      { onSuccess: () => toast(common('saved')), onError: (e) => form.setErrors(fieldErrors(e)) },
    );
  });
  const flag = (
    name:
      | 'dispatches_automatically'
      | 'reminds_automatically'
      | 'has_payment_plan'
      | 'is_at_agency',
  ) => (
    <Checkbox
      label={t(`flags.${name}`)}
      description={t(`flagTexts.${name}`)}
      {...form.getInputProps(name, { type: 'checkbox' })}
    />
  );
  const day = (name: 'promised_on' | 'disputed_since' | 'reminded_on') => (
    <DayField
      clearable
      label={t(`flags.${name}`)}
      description={t(`flagTexts.${name}`)}
      value={form.values[name] ?? undefined}
      onChange={(on) => form.setFieldValue(name, on ?? null)}
      error={form.errors[name]}
    />
  );
  return (
    <Panel title={t('flags.title')} lead={may ? undefined : common('forbidden.control')}>
      <form onSubmit={save}>
        <fieldset disabled={!may} style={{ border: 0, margin: 0, padding: 0 }}>
          <Stack>
            {flag('dispatches_automatically')}
            {flag('reminds_automatically')}
            {flag('has_payment_plan')}
            {flag('is_at_agency')}
            {day('promised_on')}
            {day('disputed_since')}
            {day('reminded_on')}
            <Select
              label={t('flags.financing')}
              allowDeselect={false}
              data={financings.map((value) => ({ value, label: t(`financings.${value}`) }))}
              {...form.getInputProps('financing')}
            />
            <ProblemAlert error={update.error} shownAt={form.values} />
            <Group justify="flex-end">
              <Button type="submit" disabled={!may || !form.isDirty()} loading={update.isPending}>
                {common('save')}
              </Button>
            </Group>
          </Stack>
        </fieldset>
      </form>
    </Panel>
  );
};
