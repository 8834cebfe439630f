import { IconAlertTriangle, IconBan, IconBuilding, IconUser } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { useCodes } from '@/lib/codes';
import { useFormat } from '@/lib/format';
import { useRuleName } from '@/lib/rule-name';
import classes from './rule-list.module.css';

type Rule = Schemas['Rule'];
type Props = { rules: Rule[]; chosen: string | undefined };

/** The general rules, one's own, and the blocked; each with how many follow it. */
export const RuleList = ({ rules, chosen }: Props) => {
  const { t } = useTranslation('rules');
  const groups = [
    { key: 'general', rules: rules.filter(({ built_in }) => built_in?.startsWith('general')) },
    { key: 'own', rules: rules.filter(({ built_in }) => !built_in) },
    { key: 'blocked', rules: rules.filter(({ built_in }) => built_in === 'automation_blocked') },
  ];
  return (
    <nav className={classes.list} aria-label={t('title')}>
      {groups.map((group) => (
        <section key={group.key}>
          <h2 className={classes.heading}>{t(`groups.${group.key}`)}</h2>
          <ul>
            {group.rules.map((rule) => (
              <li key={rule.id}>
                <RuleItem rule={rule} isChosen={rule.id === chosen} />
              </li>
            ))}
          </ul>
          {group.rules.length === 0 && <p className={classes.none}>{t('noOwn')}</p>}
        </section>
      ))}
    </nav>
  );
};

const RuleItem = ({ rule, isChosen }: { rule: Rule; isChosen: boolean }) => {
  const { t } = useTranslation('rules');
  const { number } = useFormat();
  const { word } = useCodes();
  const nameOf = useRuleName();
  const companyId = useCompanyId();
  const Sign = !rule.customer_kind
    ? IconBan
    : rule.customer_kind === 'consumer'
      ? IconUser
      : IconBuilding;
  return (
    <Link
      to="/c/$companyId/rules"
      params={{ companyId }}
      search={{ rule: rule.id }}
      className={classes.item}
      aria-current={isChosen ? 'true' : undefined}
    >
      <Sign size={18} stroke={1.8} aria-hidden />
      <span className={classes.words}>
        <span className={classes.name}>{nameOf(rule)}</span>
        <span className={classes.soft}>
          {rule.customer_kind && `${word('mode', rule.mode)} · `}
          {rule.scope === 'customer' && `${t('scope.short')} · `}
          {t('customersCount', {
            count: rule.customer_count,
            number: number(rule.customer_count),
          })}
        </span>
      </span>
      {rule.remarks.length > 0 && (
        <IconAlertTriangle
          size={18}
          className={classes.remark}
          role="img"
          aria-label={t('hasRemark')}
        />
      )}
    </Link>
  );
};
