import { $api } from '@/api/client';
import { useCompanyId } from '@/api/session';
import type { Language } from '@/lib/i18n';
import type { Kind } from './template-values';

/** What a text may say, with what it would say of the case that is shown. */
export const useVariables = (kind: Kind, language: Language) => {
  const company_id = useCompanyId();
  return $api.useQuery('get', '/v1/companies/{company_id}/template-variables', {
    params: { path: { company_id }, query: { kind, language } },
  });
};
