import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { useCodes } from '@/lib/codes';
import { Instant } from '@/ui/day';
import { ErrorState, SkeletonRows } from '@/ui/states';
import classes from './rule-versions.module.css';

type Props = { ruleId: string; version: number };
type Version = Schemas['RuleVersion'];

/** What the rule has been before, and how many cases still follow it. */
export const RuleVersions = ({ ruleId, version }: Props) => {
  const { t } = useTranslation('rules');
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)} className={classes.versions}>
      <summary>{t('versions', { version })}</summary>
      {isOpen && <VersionList ruleId={ruleId} />}
    </details>
  );
};

const VersionList = ({ ruleId }: { ruleId: string }) => {
  const company_id = useCompanyId();
  const { data, error, refetch } = $api.useQuery(
    'get',
    '/v1/companies/{company_id}/rules/{rule_id}/versions',
    { params: { path: { company_id, rule_id: ruleId } } },
  );
  if (!data)
    return error ? <ErrorState error={error} onRetry={refetch} /> : <SkeletonRows rows={3} />;
  return (
    <ol className={classes.list}>
      {data.items.map((item) => (
        <VersionRow key={item.version} item={item} />
      ))}
    </ol>
  );
};

const VersionRow = ({ item }: { item: Version }) => {
  const { t } = useTranslation('rules');
  const { step } = useCodes();
  const cadence = item.steps
    .map(({ kind, offset_days }) => `${step(kind)} ${offset_days} ${t('daysUnit')}`)
    .join(' → ');
  return (
    <li>
      <strong>{t('version', { version: item.version })}</strong>
      <span>{cadence || t('noSteps')}</span>
      <span className={classes.soft}>
        <Instant at={item.created_at} /> {item.created_by}
      </span>
      <span className={classes.soft}>{t('openCases', { count: item.open_case_count })}</span>
    </li>
  );
};
