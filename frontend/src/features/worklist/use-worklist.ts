import { keepPreviousData } from '@tanstack/react-query';
import { $api } from '@/api/client';
import { companyPath, useCompanyId } from '@/api/session';
import type { WorklistSearch } from './worklist-search';

export const pageRows = 100;

/** The tabs of the rule that the address names, or of the first that proposes. */
export const useWorklist = (rule_id: string | undefined) => {
  const { params } = companyPath(useCompanyId());
  return $api.useQuery(
    'get',
    '/v1/companies/{company_id}/worklist',
    { params: { ...params, query: { rule_id } } },
    { placeholderData: keepPreviousData },
  );
};

/** A page of the rows of a tab. */
export const useWorklistRows = (search: WorklistSearch, isOn: boolean) => {
  const { params } = companyPath(useCompanyId());
  const { tab = 'list', rule_id, search: sought, is_reached, cursor } = search;
  const query = { tab, rule_id, search: sought, is_reached, cursor };
  return $api.useQuery(
    'get',
    '/v1/companies/{company_id}/worklist/rows',
    { params: { ...params, query: { ...query, limit: pageRows, with_count: true } } },
    { placeholderData: keepPreviousData, enabled: isOn },
  );
};
