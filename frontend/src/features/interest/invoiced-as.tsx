import type { Schemas } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { TextLink } from '@/ui/text-link';

/** The interest invoice's number; a link once the ledger of record has sent the invoice here. */
export const InvoicedAs = ({ order }: { order: Schemas['InterestOrder'] }) => {
  const companyId = useCompanyId();
  const { invoice_id, invoice_number } = order;
  if (!invoice_number) return <>–</>;
  if (!invoice_id) return <span className="tabular">{invoice_number}</span>;
  return (
    <TextLink
      className="tabular"
      to="/c/$companyId/invoices/$invoiceId"
      params={{ companyId, invoiceId: invoice_id }}
    >
      {invoice_number}
    </TextLink>
  );
};
