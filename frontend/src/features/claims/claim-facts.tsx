import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { useFormat } from '@/lib/format';
import { statuteText } from '@/lib/statute';
import { Day } from '@/ui/day';
import { Facts } from '@/ui/facts';
import { TextLink } from '@/ui/text-link';
import classes from './claim.module.css';

type Claim = Schemas['Claim'];

/** The days that count, each with its statute, and the way to the figures themselves. */
export const ClaimFacts = ({ claim }: { claim: Claim }) => {
  const { t } = useTranslation('claims');
  const { country } = useFormat();
  const companyId = useCompanyId();
  const { due_day, due_day_basis, limitation_on, limitation_basis } = claim;
  const law = (
    <TextLink
      to="/c/$companyId/law"
      params={{ companyId }}
      search={{ country: claim.country, as_of: claim.as_of }}
    >
      {country(claim.country)}
    </TextLink>
  );
  const facts = [
    ...(due_day_basis
      ? [
          {
            term: t('dueDay'),
            value: <Based basis={[t('dueMoved'), due_day_basis]}>{<Day on={due_day} />}</Based>,
          },
        ]
      : []),
    ...(limitation_on
      ? [
          {
            term: t('limitation'),
            value: (
              <Based basis={[t('limitationText'), limitation_basis ?? '']}>
                <Day on={limitation_on} />
              </Based>
            ),
          },
        ]
      : []),
    { term: t('law'), value: <Based basis={[claim.law_version]}>{law}</Based> },
  ];
  return (
    <div className={classes.facts}>
      <Facts facts={facts} />
    </div>
  );
};

const Based = ({ basis, children }: { basis: string[]; children: ReactNode }) => (
  <>
    {children}
    {basis.map((line) => (
      <span key={line} className={classes.basis}>
        {statuteText(line)}
      </span>
    ))}
  </>
);
