import { Button, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { $api } from '@/api/client';
import { useCompanyId, useMay } from '@/api/session';
import { Allowed } from '@/ui/allowed';
import { Panel } from '@/ui/panel';
import { LinkButton } from '@/ui/text-link';
import { ReasonList } from './reason-list';
import { RefusedTransfers } from './refused-transfers';
import { type Transfer, useTransfer } from './use-transfer';

/** Where an invoice stands whose customer's rule looks at all that they owe. */
export const PartPanel = ({ invoiceId }: { invoiceId: string }) => {
  const { t } = useTranslation('collection');
  const company_id = useCompanyId();
  const transfer = useTransfer();
  const { data } = $api.useQuery(
    'get',
    '/v1/companies/{company_id}/invoices/{invoice_id}/explanation',
    { params: { path: { company_id, invoice_id: invoiceId }, query: { as_of: undefined } } },
  );
  const caseId = data?.collection_case_id;
  const awaits = data?.reasons.some(({ code }) => code === 'awaits_transfer');
  if (!caseId && !awaits) return null;
  return (
    <Panel title={t(caseId ? 'part.title' : 'overdue.shows.outside')}>
      <Stack gap="sm">
        <p style={{ margin: 0 }}>{t(caseId ? 'part.text' : 'part.awaits')}</p>
        {data?.left_out && data.left_out.length > 0 && (
          <div>
            <strong>{t('part.leftOut')}</strong>
            <ReasonList reasons={data.left_out} />
          </div>
        )}
        {caseId && (
          <LinkButton
            variant="default"
            to="/c/$companyId/collection/cases/$caseId"
            params={{ companyId: company_id, caseId }}
          >
            {t('drawer.openCase')}
          </LinkButton>
        )}
        <Move invoiceId={invoiceId} transfer={transfer} direction={caseId ? 'out' : 'in'} />
      </Stack>
      <RefusedTransfers transfer={transfer} />
    </Panel>
  );
};

type MoveProps = { invoiceId: string; transfer: Transfer; direction: 'in' | 'out' };

const Move = ({ invoiceId, transfer, direction }: MoveProps) => {
  const { t } = useTranslation('collection');
  const may = useMay('runs.edit');
  return (
    <Allowed may={may}>
      <Button
        variant={direction === 'in' ? 'filled' : 'default'}
        loading={transfer.isPending}
        onClick={() => transfer.move(direction, [invoiceId])}
      >
        {t(`move.${direction}`)}
      </Button>
    </Allowed>
  );
};
