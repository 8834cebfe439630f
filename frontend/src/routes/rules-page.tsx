import { IconPlus } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { $api } from '@/api/client';
import { companyPath, useCompanyId, useMay } from '@/api/session';
import { RuleList } from '@/features/rules/rule-list';
import type { RuleSearch } from '@/features/rules/rule-search';
import { PageHeader } from '@/ui/page-header';
import { ErrorState, ForbiddenState, SkeletonRows } from '@/ui/states';
import { LinkButton } from '@/ui/text-link';
import { RuleDetail } from './rule-detail';
import classes from './rules-page.module.css';

const route = getRouteApi('/signed-in/c/$companyId/rules');

export const RulesPage = () => {
  const { t } = useTranslation('rules');
  const companyId = useCompanyId();
  const mayRead = useMay('rules.read');
  const mayEdit = useMay('rules.edit');
  const search = route.useSearch();
  const navigate = useNavigate();
  const rules = $api.useQuery('get', '/v1/companies/{company_id}/rules', companyPath(companyId), {
    enabled: mayRead,
  });
  const chosen = search.rule ?? rules.data?.items[0]?.id;
  const go = (next: RuleSearch, replace = false) =>
    navigate({ to: '/c/$companyId/rules', params: { companyId }, search: next, replace });
  const create = mayEdit && (
    <LinkButton
      to="/c/$companyId/rules/new"
      params={{ companyId }}
      leftSection={<IconPlus size={16} aria-hidden />}
    >
      {t('create')}
    </LinkButton>
  );
  if (!mayRead) return <ForbiddenState />;
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} actions={create} />
      {!rules.data &&
        (rules.error ? (
          <ErrorState error={rules.error} onRetry={rules.refetch} />
        ) : (
          <SkeletonRows />
        ))}
      {rules.data && (
        <div className={classes.split}>
          <RuleList rules={rules.data.items} chosen={chosen} />
          {chosen && <RuleDetail key={chosen} ruleId={chosen} search={search} onSearch={go} />}
        </div>
      )}
    </>
  );
};
