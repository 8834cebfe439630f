import { Button, Group, Modal, SimpleGrid, Stack, Switch, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { companyPath, useCompanyId } from '@/api/session';
import { useFieldErrors } from '@/lib/field-errors';
import { typedAmount } from '@/lib/format';
import { DayField } from '@/ui/day-field';
import { ProblemAlert } from '@/ui/problem-alert';
import { toast } from '@/ui/toast';

type Props = { today: string; currency: string; onClose: () => void };

type Values = Record<string, string | boolean> & { amount: string };

const filled = ({ amount, ...rest }: Values) =>
  ({
    ...Object.fromEntries(
      Object.entries(rest).filter(([, value]) => typeof value === 'boolean' || value.trim() !== ''),
    ),
    amount: typedAmount(amount),
  }) as Schemas['PaymentWrite'];

/** Records money that came in; what matches no invoice waits unallocated. */
export const RecordPayment = ({ today, currency, onClose }: Props) => {
  const { t } = useTranslation('payments');
  const common = useTranslation().t;
  const company_id = useCompanyId();
  const create = $api.useMutation('post', '/v1/companies/{company_id}/payments');
  const fieldErrors = useFieldErrors();
  const form = useForm({
    initialValues: {
      invoice_number: '',
      reference: '',
      payer: '',
      amount: '',
      currency,
      paid_on: today,
      account: '',
      is_agency_remittance: false,
    },
    validate: {
      amount: (typed) =>
        /^-?\d{1,12}(\.\d{1,2})?$/.test(typedAmount(typed)) ? null : t('amountWrong'),
      paid_on: (on) => (on ? null : t('dayNeeded')),
    },
  });
  const save = form.onSubmit((values) =>
    create.mutate(
      { ...companyPath(company_id), body: filled(values) },
      {
        onSuccess: ({ allocations }) => {
          toast(t(allocations.length > 0 ? 'recorded' : 'recordedUnallocated'));
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
      title={t('record')}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <form onSubmit={save} noValidate>
        <Stack>
          <SimpleGrid cols={2}>
            <TextInput
              label={t('amount')}
              inputMode="decimal"
              data-autofocus
              required
              {...form.getInputProps('amount')}
            />
            <TextInput label={t('currency')} maxLength={3} {...form.getInputProps('currency')} />
          </SimpleGrid>
          <DayField
            label={t('paidOn')}
            required
            value={form.values.paid_on}
            error={form.errors.paid_on}
            onChange={(on) => form.setFieldValue('paid_on', on ?? '')}
          />
          <TextInput
            label={t('invoiceNumber')}
            description={t('matchText')}
            maxLength={100}
            {...form.getInputProps('invoice_number')}
          />
          <TextInput label={t('reference')} maxLength={35} {...form.getInputProps('reference')} />
          <TextInput label={t('payer')} maxLength={100} {...form.getInputProps('payer')} />
          <details>
            <summary>{t('recordMore')}</summary>
            <Stack mt="sm">
              <TextInput
                label={t('account')}
                description={t('accountText')}
                maxLength={20}
                {...form.getInputProps('account')}
              />
              <Switch
                label={t('isRemittance')}
                description={t('isRemittanceText')}
                {...form.getInputProps('is_agency_remittance', { type: 'checkbox' })}
              />
            </Stack>
          </details>
          <ProblemAlert error={create.error} shownAt={form.values} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {common('cancel')}
            </Button>
            <Button type="submit" loading={create.isPending}>
              {t('record')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
};
