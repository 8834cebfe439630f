import { useTranslation } from 'react-i18next';
import { $api } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { useCodes } from '@/lib/codes';
import { Day } from '@/ui/day';
import { type Fact, Facts } from '@/ui/facts';
import { Money } from '@/ui/money';
import { Panel } from '@/ui/panel';
import { LinkButton } from '@/ui/text-link';

/** The open case of a customer, if there is one. */
export const CustomerCase = ({ customerId }: { customerId: string }) => {
  const { t } = useTranslation('collection');
  const { step } = useCodes();
  const company_id = useCompanyId();
  const { data } = $api.useQuery('get', '/v1/companies/{company_id}/collection-cases', {
    params: { path: { company_id }, query: { customer_id: customerId, state: 'open', limit: 1 } },
  });
  const found = data?.items[0];
  if (!found) return null;
  const { last_step, last_on, currency, invoice_count: count } = found;
  const facts: Fact[] = [
    {
      term: t('case.totalOpen'),
      value: <Money amount={found.total_open} currency={currency} />,
    },
    { term: t('overdue.title'), value: t('cases.invoices', { count }) },
    {
      term: t('cases.last'),
      value: last_step ? (
        <>
          {step(last_step)} <Day on={last_on} />
        </>
      ) : (
        t('cases.nothingSent')
      ),
    },
    { term: t('case.reference'), value: <span className="tabular">{found.reference}</span> },
  ];
  const aside = (
    <LinkButton
      variant="default"
      to="/c/$companyId/collection/cases/$caseId"
      params={{ companyId: company_id, caseId: found.id }}
    >
      {t('drawer.openCase')}
    </LinkButton>
  );
  return (
    <Panel title={t('part.title')} aside={aside}>
      <Facts facts={facts} />
    </Panel>
  );
};
