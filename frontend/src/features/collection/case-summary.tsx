import { IconFolderOpen, IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { useRuleName } from '@/lib/rule-name';
import { Day } from '@/ui/day';
import { type Fact, Facts } from '@/ui/facts';
import { Money } from '@/ui/money';
import { Panel } from '@/ui/panel';
import { Status } from '@/ui/status';
import { TextLink } from '@/ui/text-link';

type Case = Schemas['CollectionCase'];

export const CaseStateMark = ({ state }: { state: Case['state'] }) => {
  const { t } = useTranslation('collection');
  return (
    <Status
      tone={state === 'open' ? 'calm' : 'rest'}
      icon={state === 'open' ? IconFolderOpen : IconLock}
    >
      {t(`case.state.${state}`)}
    </Status>
  );
};

/** Whose case it is, its reference, and what is open in all. */
export const CaseSummary = ({ shown }: { shown: Case }) => {
  const { t } = useTranslation('collection');
  const ruleName = useRuleName();
  const companyId = useCompanyId();
  const customer = (
    <TextLink
      to="/c/$companyId/customers/$customerId"
      params={{ companyId, customerId: shown.customer_id }}
    >
      {shown.customer_name}
    </TextLink>
  );
  const facts: Fact[] = [
    {
      term: t('case.totalOpen'),
      value: <Money amount={shown.total_open} currency={shown.currency} size="large" />,
    },
    { term: t('case.reference'), value: <span className="tabular">{shown.reference}</span> },
    { term: t('case.customer'), value: customer },
    { term: t('case.rule'), value: ruleName({ name: shown.rule_name }) },
    { term: t('case.opened'), value: <Day on={shown.opened_on} /> },
  ];
  if (shown.closed_on) facts.push({ term: t('case.closed'), value: <Day on={shown.closed_on} /> });
  return (
    <Panel>
      <Facts facts={facts} />
    </Panel>
  );
};
