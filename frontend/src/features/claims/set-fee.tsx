import { ActionIcon, Button, Group, Modal, Stack, TextInput, Tooltip } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { useCompanyId, useMay } from '@/api/session';
import { useFieldErrors } from '@/lib/field-errors';
import { typedAmount, useFormat } from '@/lib/format';
import { ProblemAlert } from '@/ui/problem-alert';
import { toast } from '@/ui/toast';

type Props = { claim: Schemas['Claim'] };

/** Writes the fee slot by hand; the law's highest fee is the server's to say. */
export const SetFee = ({ claim }: Props) => {
  const { t } = useTranslation('claims');
  const may = useMay('invoices.edit');
  const [isOpen, setOpen] = useState(false);
  if (!may) return null;
  return (
    <>
      <Tooltip label={t('setFee.open')}>
        <ActionIcon
          size={24}
          variant="subtle"
          color="gray"
          aria-label={t('setFee.open')}
          onClick={() => setOpen(true)}
        >
          <IconPencil size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
      {isOpen && <FeeDialog claim={claim} onClose={() => setOpen(false)} />}
    </>
  );
};

const FeeDialog = ({ claim, onClose }: Props & { onClose: () => void }) => {
  const { t } = useTranslation('claims');
  const common = useTranslation().t;
  const company_id = useCompanyId();
  const fieldErrors = useFieldErrors();
  const { amount } = useFormat();
  const set = $api.useMutation('put', '/v1/companies/{company_id}/invoices/{invoice_id}/fee');
  const form = useForm({
    initialValues: { fee: amount(claim.fee.claimed) },
    validate: {
      fee: (typed) =>
        /^\d{1,12}(\.\d{1,2})?$/.test(typedAmount(typed)) ? null : t('setFee.wrong'),
    },
  });
  const save = form.onSubmit(({ fee }) =>
    set.mutate(
      {
        params: { path: { company_id, invoice_id: claim.invoice_id } },
        body: { fee: typedAmount(fee) },
      },
      {
        onSuccess: () => {
          toast(t('setFee.done'));
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
      title={t('setFee.open')}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <form onSubmit={save} noValidate>
        <Stack>
          <TextInput
            label={t('setFee.fee', { currency: claim.currency })}
            description={t('setFee.text')}
            inputMode="decimal"
            data-autofocus
            {...form.getInputProps('fee')}
          />
          <ProblemAlert error={set.error} shownAt={form.values} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {common('cancel')}
            </Button>
            <Button type="submit" loading={set.isPending}>
              {common('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
};
