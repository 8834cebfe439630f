import { Button, Group, Modal, Stack, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { $api } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { editHeaders, invoiceQuery, mergePatch } from '@/api/versioned';
import { useFieldErrors } from '@/lib/field-errors';
import { useFormat } from '@/lib/format';
import { ProblemAlert } from '@/ui/problem-alert';
import { toast } from '@/ui/toast';
import { HoldChoice } from './hold-choice';
import { HoldFields } from './hold-fields';
import { type Hold, isOfCustomer } from './hold-kinds';
import { changesOf, type HoldValues, isAmount, newHold } from './hold-values';

type Props = {
  customerId: string;
  invoiceId?: string;
  today: string | undefined;
  hold?: Hold & { etag: string };
  onClose: () => void;
};

const startOf = (props: Props, amount: (value: string) => string): HoldValues => {
  const { hold, invoiceId } = props;
  const plan = hold?.plan;
  return {
    kind: hold?.kind ?? 'promise_to_pay',
    scope: hold?.scope ?? (invoiceId ? 'invoice' : 'customer'),
    from_on: hold?.from_on ?? '',
    until_on: hold?.until_on ?? '',
    afterwards: hold?.afterwards ?? 'resume',
    reason: hold?.reason ?? '',
    disputed_amount: hold?.disputed_amount ? amount(hold.disputed_amount) : '',
    currency: plan?.currency ?? '',
    grace_days: plan?.grace_days ?? 5,
    instalments:
      plan?.instalments.map((one) => ({ due_on: one.due_on, amount: amount(one.amount) })) ?? [],
  };
};

/** Sets a hold, or changes one: what it is, on what, how long, and what follows. */
export const HoldDialog = (props: Props) => {
  const { hold, customerId, invoiceId, today, onClose } = props;
  const { t } = useTranslation('holds');
  const common = useTranslation().t;
  const company_id = useCompanyId();
  const fieldErrors = useFieldErrors();
  const { amount } = useFormat();
  const create = $api.useMutation('post', '/v1/companies/{company_id}/holds');
  const change = $api.useMutation('patch', '/v1/companies/{company_id}/holds/{hold_id}');
  const { data: invoice } = useQuery({
    ...invoiceQuery(company_id, invoiceId ?? ''),
    enabled: Boolean(invoiceId),
  });
  const form = useForm<HoldValues>({
    initialValues: startOf(props, amount),
    validate: {
      until_on: (on, { kind }) =>
        kind === 'promise_to_pay' && !on ? t('fields.promisedMissing') : null,
      disputed_amount: (typed, { kind }) =>
        kind !== 'dispute' || !typed || isAmount(typed) ? null : t('amountWrong'),
      instalments: {
        amount: (typed) => (isAmount(typed) ? null : t('amountWrong')),
        due_on: (on) => (on ? null : t('plan.dayMissing')),
      },
    },
  });
  const options = {
    onSuccess: () => {
      toast(t(hold ? 'changed' : 'set.done'));
      onClose();
    },
    onError: (error: unknown) => form.setErrors(fieldErrors(error)),
  };
  const save = form.onSubmit((values) => {
    if (!hold) {
      const body = newHold(values, { customerId, invoiceId });
      return create.mutate({ params: { path: { company_id } }, body }, options);
    }
    const params = { path: { company_id, hold_id: hold.id }, ...editHeaders(hold.etag) };
    change.mutate({ params, headers: mergePatch, body: changesOf(values, hold) }, options);
  });
  const { kind } = form.values;
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={hold ? t('changeTitle', { kind: t(`kinds.${kind}`) }) : t('set.title')}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <form onSubmit={save} noValidate>
        <Stack>
          {!hold && (
            <HoldChoice
              form={form}
              invoice={invoice}
              onKind={(next) => {
                form.setFieldValue('kind', next);
                if (isOfCustomer(next)) form.setFieldValue('scope', 'customer');
              }}
            />
          )}
          <HoldFields
            form={form}
            hold={hold}
            invoice={invoice}
            customerId={customerId}
            today={today}
          />
          <Textarea
            label={t('fields.reason')}
            description={t('fields.reasonText')}
            autosize
            minRows={2}
            maxRows={6}
            maxLength={1000}
            {...form.getInputProps('reason')}
          />
          <ProblemAlert error={create.error ?? change.error} shownAt={fieldsOf(form.values)} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {common('cancel')}
            </Button>
            <Button type="submit" loading={create.isPending || change.isPending}>
              {hold ? common('save') : t('set.confirm')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
};

/* The kind is chosen among cards, which show no error: its errors stand above the buttons. */
const fieldsOf = ({ kind: _kind, scope: _scope, ...fields }: HoldValues) => fields;
