import { $api } from '@/api/client';
import { useCompanyId, useMay } from '@/api/session';
import { PossessionPanel } from './possession-panel';

type Props = { invoiceId: string; today: string | undefined };

/** The course of taking possession on an invoice of which a warning is prepared or has gone. */
export const InvoicePossession = ({ invoiceId, today }: Props) => {
  const company_id = useCompanyId();
  const may = useMay('dispatches.read');
  const query = { invoice_id: invoiceId, step: 'possession_warning' as const, limit: 1 };
  const { data } = $api.useQuery(
    'get',
    '/v1/companies/{company_id}/dispatches',
    { params: { path: { company_id }, query } },
    { enabled: may },
  );
  const caseId = data?.items[0]?.case_id;
  return caseId ? <PossessionPanel caseId={caseId} today={today} /> : null;
};
