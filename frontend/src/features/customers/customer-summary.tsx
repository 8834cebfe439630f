import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { useCodes } from '@/lib/codes';
import { isZero, useFormat } from '@/lib/format';
import { useRuleName } from '@/lib/rule-name';
import { Facts } from '@/ui/facts';
import { Money } from '@/ui/money';
import { Panel } from '@/ui/panel';
import { TextLink } from '@/ui/text-link';
import classes from './customer-summary.module.css';

type Customer = Schemas['Customer'];

/** What the customer owes, in each currency on its own, and how to reach them. */
export const CustomerSummary = ({ customer }: { customer: Customer }) => {
  const { t } = useTranslation('customers');
  const balances = (customer.balances ?? []).filter(({ open }) => !isZero(open));
  return (
    <Panel>
      <div className={classes.balances}>
        {balances.map(({ currency, open, overdue }) => (
          <div key={currency}>
            <div className={classes.label}>{t('openAmount')}</div>
            <Money amount={open} currency={currency} size="hero" />
            <div className={classes.overdue} data-late={!isZero(overdue) || undefined}>
              {t('overdueAmount')} <Money amount={overdue} currency={currency} />
            </div>
          </div>
        ))}
        {balances.length === 0 && <div className={classes.nothing}>{t('nothingOpen')}</div>}
        <RuleFact customer={customer} />
      </div>
      <Contact customer={customer} />
    </Panel>
  );
};

const RuleFact = ({ customer }: { customer: Customer }) => {
  const { t } = useTranslation('customers');
  const { day } = useFormat();
  const ruleName = useRuleName();
  const companyId = useCompanyId();
  const { rule_id, rule_name, automation_since } = customer;
  return (
    <div>
      <div className={classes.label}>{t('rule')}</div>
      <div className={classes.rule}>
        <TextLink to="/c/$companyId/rules" params={{ companyId }} search={{ rule: rule_id }}>
          {ruleName({ name: rule_name })}
        </TextLink>
      </div>
      {automation_since && (
        <div className={classes.label}>{t('since', { on: day(automation_since) })}</div>
      )}
    </div>
  );
};

const Contact = ({ customer }: { customer: Customer }) => {
  const { t } = useTranslation('customers');
  const interest = useOwnInterest(customer);
  const address = [
    customer.street,
    [customer.postcode, customer.city].filter(Boolean).join(' '),
    customer.country,
  ].filter(Boolean);
  const facts = [
    { term: t('fields.number'), value: customer.number },
    { term: t('fields.email'), value: customer.email ?? '–' },
    { term: t('fields.phone'), value: customer.phone ?? '–' },
    { term: t('groups.address'), value: address.join(', ') },
    ...(customer.business_id
      ? [{ term: t('fields.business_id'), value: customer.business_id }]
      : []),
    ...(customer.einvoice_address
      ? [{ term: t('fields.einvoice_address'), value: customer.einvoice_address }]
      : []),
    ...(interest ? [{ term: t('groups.interest'), value: interest }] : []),
  ];
  return <Facts facts={facts} />;
};

/** The customer's own terms of late interest, in words; the company's are told elsewhere. */
const useOwnInterest = ({ interest_basis, interest_percent }: Customer) => {
  const { t } = useTranslation('customers');
  const { word } = useCodes();
  const { percent } = useFormat();
  if (!interest_basis) return null;
  const basis = word('interestBasis', interest_basis);
  return interest_percent
    ? `${basis}, ${t('rate', { percent: percent(interest_percent) })}`
    : basis;
};
