import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { isZero } from '@/lib/format';
import { useRuleName } from '@/lib/rule-name';
import { Facts } from '@/ui/facts';
import { Money } from '@/ui/money';
import { TextLink } from '@/ui/text-link';
import { useFactWords } from './fact-words';
import classes from './why.module.css';

type Explanation = Schemas['Explanation'];

/** By which rule, by which law, and from which facts it was decided. */
export const WhyFacts = ({ explanation }: { explanation: Explanation }) => {
  const { t } = useTranslation('invoices');
  const { nameOf, wordsOf } = useFactWords();
  const { facts, law_version, fee, fee_basis } = explanation;
  const currency = typeof facts.currency === 'string' ? facts.currency : 'EUR';
  const basis = [
    { term: t('why.rule'), value: <RuleLink explanation={explanation} /> },
    { term: t('why.law'), value: law_version },
    ...(isZero(fee) ? [] : [{ term: t('fee'), value: <Money amount={fee} currency={currency} /> }]),
    ...(fee_basis ? [{ term: t('why.feeBasis'), value: fee_basis }] : []),
  ];
  const entries = Object.entries(facts);
  return (
    <section className={classes.section}>
      <h3 className={classes.heading}>{t('why.basis')}</h3>
      <Facts facts={basis} />
      {entries.length > 0 && (
        <details className={classes.details}>
          <summary>{t('why.facts', { count: entries.length })}</summary>
          <Facts
            columns="one"
            facts={entries.map(([name, value]) => ({ term: nameOf(name), value: wordsOf(value) }))}
          />
        </details>
      )}
    </section>
  );
};

const RuleLink = ({ explanation }: { explanation: Explanation }) => {
  const { t } = useTranslation('invoices');
  const companyId = useCompanyId();
  const ruleName = useRuleName();
  const { rule_id: rule, rule_name, rule_version } = explanation;
  if (!rule) return '–';
  return (
    <>
      <TextLink to="/c/$companyId/rules" params={{ companyId }} search={{ rule }}>
        {ruleName({ name: rule_name ?? '' })}
      </TextLink>
      {rule_version !== undefined && `, ${t('why.version', { version: rule_version })}`}
    </>
  );
};
