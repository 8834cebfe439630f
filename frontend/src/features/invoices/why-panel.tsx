import { Group } from '@mantine/core';
import { keepPreviousData } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { $api } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { Day } from '@/ui/day';
import { DayField } from '@/ui/day-field';
import { Panel } from '@/ui/panel';
import { ErrorState, SkeletonRows } from '@/ui/states';
import { WhyAnswer } from './why-answer';
import { WhyFacts } from './why-facts';
import { WhyReasons } from './why-reasons';
import { WhyTimeline } from './why-timeline';

type Props = {
  invoiceId: string;
  asOf: string | undefined;
  today: string | undefined;
  onAsk: (on: string | undefined) => void;
};

/** Why the invoice is, or is not, reminded: on the day asked, with everything that was weighed. */
export const WhyPanel = ({ invoiceId, asOf, today, onAsk }: Props) => {
  const { t } = useTranslation('invoices');
  const company_id = useCompanyId();
  const { data, error, refetch } = $api.useQuery(
    'get',
    '/v1/companies/{company_id}/invoices/{invoice_id}/explanation',
    { params: { path: { company_id, invoice_id: invoiceId }, query: { as_of: asOf } } },
    { placeholderData: keepPreviousData },
  );
  const aside = (
    <Group gap="xs" align="flex-end">
      <DayField
        size="xs"
        w={150}
        clearable={asOf !== undefined}
        label={t('why.askDay')}
        value={asOf ?? data?.as_of}
        onChange={(on) => onAsk(on === today ? undefined : on)}
      />
    </Group>
  );
  const lead = data && (
    <>
      {t('why.asOf')} <Day on={data.as_of} withWeekday />
    </>
  );
  return (
    <Panel title={t('why.title')} lead={lead} aside={aside}>
      {!data &&
        (error ? <ErrorState error={error} onRetry={refetch} /> : <SkeletonRows rows={4} />)}
      {data && (
        <>
          <WhyAnswer explanation={data} />
          <WhyReasons reasons={data.reasons} />
          <WhyTimeline explanation={data} />
          <WhyFacts explanation={data} />
        </>
      )}
    </Panel>
  );
};
