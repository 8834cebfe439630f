import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { $api } from '@/api/client';
import { useCompanyId, useMay } from '@/api/session';
import { TemplateEditor } from '@/features/letters/template-editor';
import { noTexts, type TemplateValues } from '@/features/letters/template-values';
import { ToLetters } from '@/features/letters/to-letters';
import { useCodes } from '@/lib/codes';
import { type Language, rememberedLanguage } from '@/lib/i18n';
import { PageHeader } from '@/ui/page-header';
import { Panel } from '@/ui/panel';
import { ErrorState, ForbiddenState, SkeletonRows } from '@/ui/states';
import { toast } from '@/ui/toast';

const route = getRouteApi('/signed-in/c/$companyId/letters/new');

/** A new text begins with the built-in words, which are changed more easily than invented. */
export const NewLetterTextPage = () => {
  const { t } = useTranslation('letters');
  const { word } = useCodes();
  const company_id = useCompanyId();
  const may = useMay('templates.edit');
  const { kind = 'reminder', language = rememberedLanguage() } = route.useSearch();
  const navigate = useNavigate();
  const { data, error, refetch } = $api.useQuery(
    'get',
    '/v1/companies/{company_id}/built-in-texts',
    { params: { path: { company_id } } },
    { enabled: may, staleTime: Number.POSITIVE_INFINITY },
  );
  const own = $api.useQuery(
    'get',
    '/v1/companies/{company_id}/templates',
    { params: { path: { company_id } } },
    { enabled: may },
  );
  const create = $api.useMutation('post', '/v1/companies/{company_id}/templates', {
    onSuccess: ({ id }) => {
      toast(t('created'));
      navigate({
        to: '/c/$companyId/letters/$templateId',
        params: { companyId: company_id, templateId: id },
        search: { language },
      });
    },
  });
  const save = (values: TemplateValues) =>
    create.mutate({ params: { path: { company_id } }, body: { kind, ...values } });
  const speak = (next: Language) =>
    navigate({
      to: '/c/$companyId/letters/new',
      params: { companyId: company_id },
      search: { kind, language: next },
      replace: true,
    });
  if (!may) return <ForbiddenState />;
  if (!data || !own.data) {
    const failed = error ?? own.error;
    const retry = error ? refetch : own.refetch;
    return failed ? <ErrorState error={failed} onRetry={retry} /> : <SkeletonRows />;
  }
  const hasDefault = own.data.items.some((one) => one.kind === kind && one.is_default);
  const texts = data.items.find((one) => one.kind === kind)?.texts ?? noTexts;
  return (
    <>
      <PageHeader
        title={t('newTitle', { kind: word('letterKind', kind) })}
        lead={t('newLead')}
        kicker={<ToLetters />}
      />
      <Panel>
        <TemplateEditor
          key={kind}
          kind={kind}
          initial={{ name: '', is_default: !hasDefault, texts }}
          language={language}
          onLanguage={speak}
          isPending={create.isPending}
          error={create.error}
          onSave={save}
        />
      </Panel>
    </>
  );
};
