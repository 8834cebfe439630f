import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { editHeaders, type Versioned } from '@/api/versioned';
import { useCodes } from '@/lib/codes';
import { useFieldErrors } from '@/lib/field-errors';
import { typedAmount, useFormat } from '@/lib/format';
import { ProblemAlert } from '@/ui/problem-alert';
import { toast } from '@/ui/toast';
import { isPrice, priced } from './prices';

type Prices = Versioned<Schemas['Prices']>;
type Props = { prices: Prices; onClose: () => void };

/** New prices for what is sent from now on. */
export const PriceDialog = ({ prices, onClose }: Props) => {
  const { t } = useTranslation('settings');
  const common = useTranslation().t;
  const { channel } = useCodes();
  const { amount } = useFormat();
  const company_id = useCompanyId();
  const fieldErrors = useFieldErrors();
  const set = $api.useMutation('put', '/v1/companies/{company_id}/prices');
  const check = (typed: string) => (isPrice(typed) ? null : t('usage.priceWrong'));
  const form = useForm({
    initialValues: {
      transaction_price: amount(prices.transaction_price),
      delivery_prices: {
        email: amount(prices.delivery_prices.email ?? '0'),
        einvoice: amount(prices.delivery_prices.einvoice ?? '0'),
        print: amount(prices.delivery_prices.print ?? '0'),
      },
    },
    validate: {
      transaction_price: check,
      delivery_prices: { email: check, einvoice: check, print: check },
    },
  });
  const save = form.onSubmit(({ transaction_price, delivery_prices }) =>
    set.mutate(
      {
        params: { path: { company_id }, ...editHeaders(prices.etag) },
        body: {
          transaction_price: typedAmount(transaction_price),
          delivery_prices: {
            email: typedAmount(delivery_prices.email),
            einvoice: typedAmount(delivery_prices.einvoice),
            print: typedAmount(delivery_prices.print),
          },
        },
      },
      {
        onSuccess: () => {
          toast(t('usage.pricesSaved'));
          onClose();
        },
        onError: (error) => form.setErrors(fieldErrors(error)),
      },
    ),
  );
  const field = { inputMode: 'decimal', maxLength: 11, rightSectionWidth: 52 } as const;
  const unit = (
    <Text size="sm" c="dimmed">
      {prices.currency}
    </Text>
  );
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('usage.changeTitle')}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <form onSubmit={save} noValidate>
        <Stack>
          <Text size="sm">{t('usage.changeText')}</Text>
          <TextInput
            {...field}
            data-autofocus
            label={t('usage.transactionPrice')}
            rightSection={unit}
            {...form.getInputProps('transaction_price')}
          />
          {priced.map((way) => (
            <TextInput
              key={way}
              {...field}
              label={t('usage.deliveryBy', { channel: channel(way) })}
              rightSection={unit}
              {...form.getInputProps(`delivery_prices.${way}`)}
            />
          ))}
          <ProblemAlert error={set.error} shownAt={form.values} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {common('cancel')}
            </Button>
            <Button type="submit" disabled={!form.isDirty()} loading={set.isPending}>
              {common('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
};
