import { Button, Group, Modal, Stack, Switch, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { useFieldErrors } from '@/lib/field-errors';
import { typedAmount, useFormat } from '@/lib/format';
import { DayField } from '@/ui/day-field';
import { ProblemAlert } from '@/ui/problem-alert';
import { toast } from '@/ui/toast';

type Props = {
  invoice: Schemas['Invoice'];
  today: string | undefined;
  onClose: () => void;
};

/** Gives up what is open of an invoice as a credit loss. */
export const WriteOff = ({ invoice, today, onClose }: Props) => {
  const { t } = useTranslation('payments');
  const common = useTranslation().t;
  const company_id = useCompanyId();
  const fieldErrors = useFieldErrors();
  const { amount: shown, money } = useFormat();
  const write = $api.useMutation(
    'post',
    '/v1/companies/{company_id}/invoices/{invoice_id}/write-off',
  );
  const form = useForm({
    initialValues: {
      amount: shown(invoice.open),
      written_off_on: today ?? '',
      waives_costs: true,
      reports_to_agency: false,
    },
    validate: {
      amount: (typed) =>
        /^\d{1,12}(\.\d{1,2})?$/.test(typedAmount(typed)) ? null : t('amountWrong'),
    },
  });
  const save = form.onSubmit(({ amount, written_off_on, ...rest }) =>
    write.mutate(
      {
        params: { path: { company_id, invoice_id: invoice.id } },
        body: {
          ...rest,
          amount: typedAmount(amount),
          written_off_on: written_off_on || undefined,
        },
      },
      {
        onSuccess: ({ principal, currency }) => {
          toast(t('writeOff.done', { amount: money(principal, currency) }));
          onClose();
        },
        onError: (error) => form.setErrors(fieldErrors(error)),
      },
    ),
  );
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('writeOff.title', { number: invoice.number })}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <form onSubmit={save} noValidate>
        <Stack>
          <p>{t('writeOff.text')}</p>
          <TextInput
            label={t('writeOff.amount', { currency: invoice.currency })}
            description={t('writeOff.open_', { amount: money(invoice.open, invoice.currency) })}
            inputMode="decimal"
            data-autofocus
            {...form.getInputProps('amount')}
          />
          <DayField
            label={t('writeOff.on')}
            value={form.values.written_off_on}
            error={form.errors.written_off_on}
            onChange={(on) => form.setFieldValue('written_off_on', on ?? '')}
          />
          <Switch
            label={t('writeOff.waives')}
            description={t('writeOff.waivesText')}
            {...form.getInputProps('waives_costs', { type: 'checkbox' })}
          />
          <Switch
            label={t('writeOff.reports')}
            description={t('writeOff.reportsText')}
            {...form.getInputProps('reports_to_agency', { type: 'checkbox' })}
          />
          <ProblemAlert error={write.error} shownAt={form.values} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {common('cancel')}
            </Button>
            <Button type="submit" color="lingon" loading={write.isPending}>
              {t('writeOff.do')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
};
