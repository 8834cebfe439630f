import { Button, Group, Modal, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { $api } from '@/api/client';
import { useCompanyId, useMay } from '@/api/session';
import { Allowed } from '@/ui/allowed';
import { ErrorState, SkeletonRows } from '@/ui/states';
import type { Due } from './dues-table';
import { InterestLines } from './interest-lines';

type Props = { due: Due; onOrder: () => void; onClose: () => void };

/** How a customer's interest was counted, invoice by invoice. */
export const DueDialog = ({ due, onOrder, onClose }: Props) => {
  const { t } = useTranslation('interest');
  const common = useTranslation().t;
  const company_id = useCompanyId();
  const may = useMay('invoices.edit');
  const { customer_id, currency } = due;
  const { data, error, refetch } = $api.useQuery(
    'get',
    '/v1/companies/{company_id}/interest-due/{customer_id}/{currency}',
    { params: { path: { company_id, customer_id, currency } } },
  );
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={due.customer_name}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <Stack>
        {data ? (
          <InterestLines lines={data.lines} total={data.amount} currency={currency} />
        ) : error ? (
          <ErrorState error={error} onRetry={refetch} />
        ) : (
          <SkeletonRows rows={4} />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common('close')}
          </Button>
          <Allowed may={may}>
            <Button onClick={onOrder}>{t('order.ask')}</Button>
          </Allowed>
        </Group>
      </Stack>
    </Modal>
  );
};
