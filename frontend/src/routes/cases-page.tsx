import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCompanyId, useMay } from '@/api/session';
import { CaseFilters } from '@/features/cases/case-filters';
import type { CaseSearch } from '@/features/cases/case-search';
import { CasesTable } from '@/features/cases/cases-table';
import { ReleaseCases } from '@/features/cases/release-cases';
import { useSelection } from '@/lib/selection';
import { PageHeader } from '@/ui/page-header';
import { Panel } from '@/ui/panel';
import { SelectionBar } from '@/ui/selection-bar';
import { LinkButton } from '@/ui/text-link';

const route = getRouteApi('/signed-in/c/$companyId/cases');

export const CasesPage = () => {
  const { t } = useTranslation('cases');
  const companyId = useCompanyId();
  const may = useMay('runs.edit');
  const search = route.useSearch();
  const navigate = useNavigate();
  const selection = useSelection();
  const isQuarantine = (search.state ?? 'quarantined') === 'quarantined';
  const go = (next: CaseSearch, replace: boolean) =>
    navigate({ to: '/c/$companyId/cases', params: { companyId }, search: next, replace });
  const filter = (next: CaseSearch) => {
    if (next.state !== search.state) selection.clear();
    go(next, true);
  };
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          <>
            <LinkButton variant="default" to="/c/$companyId/quarantine" params={{ companyId }}>
              {t('toQuarantine')}
            </LinkButton>
            <LinkButton variant="default" to="/c/$companyId/holds" params={{ companyId }}>
              {t('toHolds')}
            </LinkButton>
          </>
        }
      />
      <Panel flush>
        <CaseFilters search={search} onChange={filter} />
        <CasesTable
          search={search}
          selection={isQuarantine && may ? selection : undefined}
          onPage={(paging) => go({ ...search, ...paging }, false)}
        />
      </Panel>
      <SelectionBar selection={selection}>
        <ReleaseCases selection={selection} />
      </SelectionBar>
    </>
  );
};
