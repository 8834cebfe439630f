import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { editHeaders, mergePatch, type Versioned } from '@/api/versioned';
import { toast } from '@/ui/toast';

/** Saves changes of the company's settings. */
export const useCompanyUpdate = (company: Versioned<Schemas['Company']>) => {
  const { t } = useTranslation();
  const update = $api.useMutation('patch', '/v1/companies/{company_id}', {
    onSuccess: () => toast(t('saved')),
  });
  const save = (body: Schemas['CompanyChanges'], onError?: (error: unknown) => void) =>
    update.mutate(
      {
        params: { path: { company_id: company.id }, ...editHeaders(company.etag) },
        body,
        headers: mergePatch,
      },
      { onError },
    );
  return { save, error: update.error, isPending: update.isPending };
};
