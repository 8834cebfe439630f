import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useMay } from '@/api/session';
import { useCodes } from '@/lib/codes';
import { useFormat } from '@/lib/format';
import { Day } from '@/ui/day';
import { Facts } from '@/ui/facts';
import { TextLink } from '@/ui/text-link';
import classes from './collection-elsewhere.module.css';
import type { SettingsTab } from './settings-search';

type Company = Schemas['Company'];

/** What else decides how a debt is collected: as it is now, with the way to where it is changed. */
export const CollectionElsewhere = ({ company }: { company: Company }) => {
  const { t } = useTranslation('settings');
  const rate = useRate(company);
  const mayRules = useMay('rules.read');
  const path = { companyId: company.id };
  return (
    <section className={classes.elsewhere} aria-labelledby="collection-elsewhere">
      <h2 id="collection-elsewhere" className={classes.title}>
        {t('transfer.elsewhere')}
      </h2>
      <Group tab="interest" companyId={company.id}>
        <Facts
          facts={[
            { term: t('interestBasis'), value: rate },
            {
              term: t('interestStarts'),
              value: company.interest_starts_on ? (
                <Day on={company.interest_starts_on} />
              ) : (
                t('transfer.always')
              ),
            },
            {
              term: t('freeDays'),
              value: `${company.interest_free_days} ${t('freeDaysUnit')}`,
            },
          ]}
        />
      </Group>
      <Group tab="accounts" companyId={company.id}>
        <Facts
          facts={[
            { term: t('recognition'), value: t(`recognitions.${company.recognises_income}`) },
            {
              term: t('allocationOrder'),
              value: t(`allocationOrders.${company.allocation_order}`),
            },
          ]}
        />
      </Group>
      {mayRules && (
        <p className={classes.soft}>
          {t('transfer.steps')}{' '}
          <TextLink to="/c/$companyId/rules" params={path}>
            {t('transfer.toRules')}
          </TextLink>
        </p>
      )}
    </section>
  );
};

const useRate = (company: Company) => {
  const { word } = useCodes();
  const { percent } = useFormat();
  const basis = word('interestBasis', company.interest_basis);
  return company.interest_percent ? `${basis}, ${percent(company.interest_percent)}` : basis;
};

type GroupProps = { tab: SettingsTab; companyId: string; children: React.ReactNode };

const Group = ({ tab, companyId, children }: GroupProps) => {
  const { t } = useTranslation('settings');
  return (
    <div className={classes.group}>
      {children}
      <TextLink to="/c/$companyId/settings" params={{ companyId }} search={{ tab }}>
        {t('transfer.changeIn', { tab: t(`tabs.${tab}`) })}
      </TextLink>
    </div>
  );
};
