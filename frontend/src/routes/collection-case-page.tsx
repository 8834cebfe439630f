import { Alert } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { $api } from '@/api/client';
import { useCompanyId, useMay } from '@/api/session';
import { companyQuery } from '@/api/versioned';
import classes from '@/features/collection/case.module.css';
import { CaseDebts } from '@/features/collection/case-debts';
import { CasePayments } from '@/features/collection/case-payments';
import { type CaseLetter, CaseSteps } from '@/features/collection/case-steps';
import { CaseStateMark, CaseSummary } from '@/features/collection/case-summary';
import { CloseCase } from '@/features/collection/close-case';
import { LetterDetails } from '@/features/collection/letter-details';
import { MoveInvoices } from '@/features/collection/move-dialog';
import { LetterDialog } from '@/features/dispatches/letter-dialog';
import { EventsTable } from '@/features/events/events-table';
import { HoldsPanel } from '@/features/holds/holds-panel';
import { PossessionPanel } from '@/features/possession/possession-panel';
import { useFormat } from '@/lib/format';
import { Allowed } from '@/ui/allowed';
import { PageHeader } from '@/ui/page-header';
import { Panel } from '@/ui/panel';
import { ErrorState, SkeletonRows } from '@/ui/states';
import { LinkButton, TextLink } from '@/ui/text-link';

const route = getRouteApi('/signed-in/c/$companyId/collection/cases/$caseId');

export const CollectionCasePage = () => {
  const { t } = useTranslation('collection');
  const { day } = useFormat();
  const companyId = useCompanyId();
  const { caseId } = route.useParams();
  const search = route.useSearch();
  const navigate = useNavigate();
  const [letter, setLetter] = useState<CaseLetter>();
  const [paper, setPaper] = useState<string>();
  const company = useQuery(companyQuery(companyId)).data;
  const { data, error, refetch } = $api.useQuery(
    'get',
    '/v1/companies/{company_id}/collection-cases/{case_id}',
    { params: { path: { company_id: companyId, case_id: caseId } } },
  );
  if (!data) return error ? <ErrorState error={error} onRetry={refetch} /> : <SkeletonRows />;
  const shown = data.case;
  const isOpen = shown.state === 'open';
  const kicker = (
    <TextLink to="/c/$companyId/collection" params={{ companyId }}>
      {t('title')}
    </TextLink>
  );
  const actions = (
    <>
      <CaseStateMark state={shown.state} />
      {isOpen && <CloseCase shown={shown} />}
      <MoveInvoices customerId={shown.customer_id} />
      {isOpen && <ToLetter caseId={caseId} canSend={data.to_come.length > 0} />}
    </>
  );
  return (
    <>
      <PageHeader title={shown.customer_name} kicker={kicker} actions={actions} />
      {shown.closed_on && (
        <Alert color="stone" icon={<IconLock aria-hidden />} mb="md">
          {t('case.closedNote', { on: day(shown.closed_on) })}
        </Alert>
      )}
      <div className={classes.grid}>
        <div className={classes.main}>
          <CaseSummary shown={shown} />
          <CaseDebts details={data} />
          <CaseSteps details={data} onDetails={setLetter} />
        </div>
        <div className={classes.side}>
          {company?.is_housing_company && <PossessionPanel caseId={caseId} today={company.today} />}
          <HoldsPanel customerId={shown.customer_id} />
          <CasePayments payments={data.payments} />
        </div>
      </div>
      <Panel title={t('log')} flush>
        <EventsTable
          search={{ ...search, case_id: caseId }}
          without={['customer', 'rule']}
          onPage={(paging) =>
            navigate({
              to: '/c/$companyId/collection/cases/$caseId',
              params: { companyId, caseId },
              search: paging,
              resetScroll: false,
            })
          }
        />
      </Panel>
      {letter && (
        <LetterDetails letter={letter} onShow={setPaper} onClose={() => setLetter(undefined)} />
      )}
      {paper && <LetterDialog id={paper} onClose={() => setPaper(undefined)} />}
    </>
  );
};

const ToLetter = ({ caseId, canSend }: { caseId: string; canSend: boolean }) => {
  const { t } = useTranslation('collection');
  const companyId = useCompanyId();
  const may = useMay('dispatches.edit');
  return (
    <Allowed may={may && canSend} why={may ? t('case.sendHeld') : undefined}>
      <LinkButton to="/c/$companyId/collection/cases/$caseId/letter" params={{ companyId, caseId }}>
        {t('case.send')}
      </LinkButton>
    </Allowed>
  );
};
