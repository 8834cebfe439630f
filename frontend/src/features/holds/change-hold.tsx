import { useQuery } from '@tanstack/react-query';
import { useCompanyId } from '@/api/session';
import { holdQuery } from '@/api/versioned';
import { HoldDialog } from './hold-dialog';

type Props = { id: string; today: string | undefined; onClose: () => void };

/** Changes a hold as it is now; what somebody else changed meanwhile is refused. */
export const ChangeHold = ({ id, today, onClose }: Props) => {
  const companyId = useCompanyId();
  const { data: hold } = useQuery(holdQuery(companyId, id));
  if (!hold) return null;
  return (
    <HoldDialog
      key={hold.etag}
      hold={hold}
      customerId={hold.customer_id}
      invoiceId={hold.invoice_id}
      today={today}
      onClose={onClose}
    />
  );
};
