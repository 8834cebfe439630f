import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { isZero } from '@/lib/format';
import { Facts } from '@/ui/facts';
import { Money } from '@/ui/money';
import { TextLink } from '@/ui/text-link';
import classes from './why.module.css';

type Explanation = Schemas['Explanation'];

const shown = (value: unknown): string => {
  if (value === null || value === undefined || value === '') return '–';
  if (Array.isArray(value)) return value.length ? value.map(shown).join(', ') : '–';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

/** By which rule, by which law, and from which facts it was decided. */
export const WhyFacts = ({ explanation }: { explanation: Explanation }) => {
  const { t, i18n } = useTranslation('invoices');
  const { facts, law_version, fee, fee_basis } = explanation;
  const currency = typeof facts.currency === 'string' ? facts.currency : 'EUR';
  const factName = (name: string) =>
    i18n.exists(`invoices:facts.${name}`) ? t(`facts.${name}`) : name.replaceAll('_', ' ');
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
            facts={entries.map(([name, value]) => ({ term: factName(name), value: shown(value) }))}
          />
        </details>
      )}
    </section>
  );
};

const RuleLink = ({ explanation }: { explanation: Explanation }) => {
  const { t } = useTranslation('invoices');
  const companyId = useCompanyId();
  const { rule_id: rule, rule_name, rule_version } = explanation;
  if (!rule) return '–';
  return (
    <>
      <TextLink to="/c/$companyId/rules" params={{ companyId }} search={{ rule }}>
        {rule_name}
      </TextLink>
      {rule_version !== undefined && `, ${t('why.version', { version: rule_version })}`}
    </>
  );
};
