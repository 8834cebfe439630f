import { Modal, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { Day } from '@/ui/day';
import { Facts } from '@/ui/facts';
import { PaperLink } from '@/ui/paper-link';
import { ErrorState, SkeletonRows } from '@/ui/states';
import { CustomerLink } from './dues-table';
import { InterestLines } from './interest-lines';
import { InvoicedAs } from './invoiced-as';
import { OrderActions } from './order-actions';
import { OrderStateMark } from './order-state';

type Order = Schemas['InterestOrder'];

/** One order: what it charges, how that was counted, and what becomes of it. */
export const OrderDialog = ({ id, onClose }: { id: string; onClose: () => void }) => {
  const { t } = useTranslation('interest');
  const common = useTranslation().t;
  const company_id = useCompanyId();
  const { data, error, refetch } = $api.useQuery(
    'get',
    '/v1/companies/{company_id}/interest-orders/{interest_order_id}',
    { params: { path: { company_id, interest_order_id: id } } },
  );
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={data ? t('orderOf', { number: data.key }) : t('title')}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      {data ? (
        <OrderShown order={data} />
      ) : error ? (
        <ErrorState error={error} onRetry={refetch} />
      ) : (
        <SkeletonRows rows={6} />
      )}
    </Modal>
  );
};

const OrderShown = ({ order }: { order: Order }) => {
  const { t } = useTranslation('interest');
  const companyId = useCompanyId();
  const facts = [
    { term: t('state'), value: <OrderStateMark state={order.state} /> },
    {
      term: t('customer'),
      value: <CustomerLink id={order.customer_id} name={order.customer_name} />,
    },
    { term: t('orderedOn'), value: <Day on={order.ordered_on} /> },
    { term: t('interestInvoice'), value: <InvoicedAs order={order} /> },
    ...(order.comment ? [{ term: t('comment'), value: order.comment }] : []),
  ];
  return (
    <Stack>
      <Facts facts={facts} />
      <PaperLink path={`/v1/companies/${companyId}/interest-orders/${order.id}/invoice.pdf`}>
        {t('asInvoice')}
      </PaperLink>
      <InterestLines lines={order.lines ?? []} total={order.total} currency={order.currency} />
      <OrderActions order={order} />
    </Stack>
  );
};
