import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { $api } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { companyQuery } from '@/api/versioned';
import classes from '@/features/collection/letter.module.css';
import { LetterInterest } from '@/features/collection/letter-interest';
import { LetterMessage } from '@/features/collection/letter-message';
import { LetterPreview } from '@/features/collection/letter-preview';
import { LetterRecipients } from '@/features/collection/letter-recipients';
import { LetterSums } from '@/features/collection/letter-sums';
import { LetterTerms } from '@/features/collection/letter-terms';
import { LetterWarnings } from '@/features/collection/letter-warnings';
import { SendLetter } from '@/features/collection/send-letter';
import { useLetter } from '@/features/collection/use-letter';
import { PageHeader } from '@/ui/page-header';
import { ErrorState, SkeletonRows } from '@/ui/states';
import { LinkButton, TextLink } from '@/ui/text-link';

const route = getRouteApi('/signed-in/c/$companyId/collection/cases/$caseId/letter');

export const CollectionLetterPage = () => {
  const { t } = useTranslation('collection');
  const companyId = useCompanyId();
  const { caseId } = route.useParams();
  const navigate = useNavigate();
  const letter = useLetter(caseId);
  const today = useQuery(companyQuery(companyId)).data?.today;
  const found = $api.useQuery('get', '/v1/companies/{company_id}/collection-cases/{case_id}', {
    params: { path: { company_id: companyId, case_id: caseId } },
  });
  const toCase = { to: '/c/$companyId/collection/cases/$caseId', params: { companyId, caseId } };
  const proposal = letter.proposal.data;
  const error = found.error ?? (proposal ? undefined : letter.proposal.error);
  if (!found.data || !proposal) {
    const retry = () => Promise.all([found.refetch(), letter.proposal.refetch()]);
    return error ? <ErrorState error={error} onRetry={retry} /> : <SkeletonRows />;
  }
  const name = found.data.case.customer_name;
  const kicker = (
    <TextLink to="/c/$companyId/collection/cases/$caseId" params={{ companyId, caseId }}>
      {name}
    </TextLink>
  );
  return (
    <>
      <PageHeader title={t('send.title')} kicker={kicker} />
      <div className={classes.page}>
        <div className={classes.form}>
          <LetterWarnings proposal={proposal} />
          <LetterTerms
            letter={letter}
            proposal={proposal}
            steps={found.data.to_come}
            today={today}
          />
          <LetterRecipients letter={letter} proposal={proposal} />
          <LetterInterest letter={letter} proposal={proposal} />
          <LetterMessage letter={letter} proposal={proposal} />
          <LetterSums proposal={proposal} />
          <div className={classes.foot}>
            <LinkButton
              variant="default"
              to="/c/$companyId/collection/cases/$caseId"
              params={{ companyId, caseId }}
            >
              {t('send.back')}
            </LinkButton>
            <SendLetter
              letter={letter}
              proposal={proposal}
              caseId={caseId}
              name={name}
              onSent={() => navigate(toCase)}
            />
          </div>
        </div>
        <LetterPreview letter={letter} />
      </div>
    </>
  );
};
