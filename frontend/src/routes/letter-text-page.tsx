import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { useCompanyId, useMay } from '@/api/session';
import { editHeaders, mergePatch, templateQuery, type Versioned } from '@/api/versioned';
import { DeleteTemplate } from '@/features/letters/delete-template';
import { TemplateEditor } from '@/features/letters/template-editor';
import type { Template, TemplateValues } from '@/features/letters/template-values';
import { TemplateVersions } from '@/features/letters/template-versions';
import { ToLetters } from '@/features/letters/to-letters';
import { useCodes } from '@/lib/codes';
import { type Language, rememberedLanguage } from '@/lib/i18n';
import { PageHeader } from '@/ui/page-header';
import { Panel } from '@/ui/panel';
import { ErrorState, ForbiddenState, SkeletonRows } from '@/ui/states';
import { toast } from '@/ui/toast';

const route = getRouteApi('/signed-in/c/$companyId/letters/$templateId');

export const LetterTextPage = () => {
  const company_id = useCompanyId();
  const { templateId } = route.useParams();
  const may = useMay('templates.read');
  const query = useQuery({ ...templateQuery(company_id, templateId), enabled: may });
  if (!may) return <ForbiddenState />;
  if (!query.data)
    return query.error ? (
      <ErrorState error={query.error} onRetry={query.refetch} />
    ) : (
      <SkeletonRows />
    );
  return <LetterText template={query.data} />;
};

const LetterText = ({ template }: { template: Versioned<Template> }) => {
  const { t } = useTranslation('letters');
  const { word } = useCodes();
  const may = useMay('templates.edit');
  const company_id = useCompanyId();
  const { language = rememberedLanguage() } = route.useSearch();
  const navigate = useNavigate();
  const [taken, setTaken] = useState<Schemas['TemplateVersion']>();
  const update = $api.useMutation('patch', '/v1/companies/{company_id}/templates/{template_id}', {
    onSuccess: ({ version }) => {
      setTaken(undefined);
      toast(t('savedAs', { version }));
    },
  });
  const save = (body: TemplateValues) =>
    update.mutate({
      params: { path: { company_id, template_id: template.id }, ...editHeaders(template.etag) },
      body,
      headers: mergePatch,
    });
  const speak = (next: Language) =>
    navigate({
      to: '/c/$companyId/letters/$templateId',
      params: { companyId: company_id, templateId: template.id },
      search: { language: next },
      replace: true,
    });
  const toList = () =>
    navigate({
      to: '/c/$companyId/settings',
      params: { companyId: company_id },
      search: { tab: 'letters' },
    });
  const shown = taken?.version ?? template.version;
  const { name, is_default, texts } = template;
  return (
    <Stack gap="lg">
      <PageHeader
        title={name}
        lead={word('letterKind', template.kind)}
        kicker={<ToLetters />}
        actions={<DeleteTemplate template={template} onDeleted={toList} />}
      />
      <Panel>
        <TemplateEditor
          key={`${template.etag} ${shown}`}
          kind={template.kind}
          initial={{ name, is_default, texts: taken?.texts ?? texts }}
          language={language}
          onLanguage={speak}
          isPending={update.isPending}
          error={update.error}
          onSave={save}
        />
      </Panel>
      <Panel title={t('versions')} lead={t('versionsLead')}>
        <TemplateVersions
          versions={template.versions ?? []}
          shown={shown}
          may={may}
          onTake={setTaken}
        />
      </Panel>
    </Stack>
  );
};
