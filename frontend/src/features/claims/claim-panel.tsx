import { Alert } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { keepPreviousData } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { problemOf } from '@/api/problem';
import { useCompanyId } from '@/api/session';
import { useCodes } from '@/lib/codes';
import { useFormat } from '@/lib/format';
import { DayField } from '@/ui/day-field';
import { Panel } from '@/ui/panel';
import { ErrorState, SkeletonRows } from '@/ui/states';
import classes from './claim.module.css';
import { ClaimFacts } from './claim-facts';
import { ClaimTable } from './claim-table';
import { InterestCount } from './interest-count';

type Claim = Schemas['Claim'];
type Props = {
  invoiceId: string;
  on: string | undefined;
  today: string | undefined;
  onAsk: (on: string | undefined) => void;
};

/** What is owed on an invoice on a day, part by part, and by which law. */
export const ClaimPanel = ({ invoiceId, on, today, onAsk }: Props) => {
  const { t } = useTranslation('claims');
  const { word } = useCodes();
  const { country } = useFormat();
  const company_id = useCompanyId();
  const { data, error, refetch } = $api.useQuery(
    'get',
    '/v1/companies/{company_id}/invoices/{invoice_id}/claim',
    { params: { path: { company_id, invoice_id: invoiceId }, query: { as_of: on } } },
    { placeholderData: keepPreviousData },
  );
  const isShown = data !== undefined && !problemOf(error);
  const aside = (
    <DayField
      size="xs"
      w={150}
      clearable={on !== undefined}
      label={t('asOf')}
      value={on ?? data?.as_of}
      onChange={(next) => onAsk(next === today ? undefined : next)}
    />
  );
  const lead = data && `${word('claimClass', data.claim_class)} · ${country(data.country)}`;
  return (
    <Panel title={t('title')} lead={lead} aside={aside} flush>
      {isShown ? (
        <ClaimShown claim={data} />
      ) : error ? (
        <ErrorState error={error} onRetry={refetch} />
      ) : (
        <SkeletonRows rows={5} />
      )}
    </Panel>
  );
};

const ClaimShown = ({ claim }: { claim: Claim }) => {
  const { t } = useTranslation('claims');
  const { day } = useFormat();
  const { missing_from } = claim.interest;
  return (
    <>
      <ClaimTable claim={claim} />
      {missing_from && (
        <Alert
          className={classes.warning}
          color="cloudberry"
          icon={<IconAlertTriangle aria-hidden />}
        >
          {t('missingFrom', { on: day(missing_from) })}
        </Alert>
      )}
      <InterestCount claim={claim} />
      <ClaimFacts claim={claim} />
    </>
  );
};
