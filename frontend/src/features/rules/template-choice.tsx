import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { $api } from '@/api/client';
import { useCompanyId, useMay } from '@/api/session';
import { TextLink } from '@/ui/text-link';
import type { StepValues } from './step-values';
import classes from './steps-editor.module.css';

type Kind = StepValues['kind'];

const useTemplates = (kind: Kind) => {
  const company_id = useCompanyId();
  const may = useMay('templates.read');
  const { data } = $api.useQuery(
    'get',
    '/v1/companies/{company_id}/templates',
    { params: { path: { company_id } } },
    { enabled: may },
  );
  return { may, own: data?.items.filter((template) => template.kind === kind) };
};

type Props = {
  kind: Kind;
  value: string;
  error: string | undefined;
  onChange: (template_id: string) => void;
};

/** Which of the company's texts a step's letter says; below, which variable tells of it later. */
export const TemplateChoice = ({ kind, value, error, onChange }: Props) => {
  const { t } = useTranslation('rules');
  const { may, own = [] } = useTemplates(kind);
  if (!may) return null;
  const byDefault = own.find(({ is_default }) => is_default);
  return (
    <Select
      mt="md"
      maw={420}
      label={t('template')}
      description={t(`variables.${kind}`)}
      allowDeselect={false}
      value={value}
      data={[
        {
          value: '',
          label: byDefault ? t('defaultNamed', { name: byDefault.name }) : t('builtInText'),
        },
        ...own.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      onChange={(chosen) => onChange(chosen ?? '')}
      error={error}
    />
  );
};

/** In whose words the letter is written, and the way to those words. */
export const TextInUse = ({ kind, value }: { kind: Kind; value: string }) => {
  const { t } = useTranslation('rules');
  const companyId = useCompanyId();
  const mayEdit = useMay('templates.edit');
  const { own } = useTemplates(kind);
  if (!own) return null;
  const used = own.find(({ id, is_default }) => (value ? id === value : is_default));
  return (
    <p className={classes.note} data-is-built-in={!used || undefined}>
      {t(used ? 'textOwn' : 'textBuiltIn')}{' '}
      {used && (
        <TextLink
          to="/c/$companyId/letters/$templateId"
          params={{ companyId, templateId: used.id }}
        >
          {used.name}
        </TextLink>
      )}
      {!used && mayEdit && (
        <TextLink to="/c/$companyId/letters/new" params={{ companyId }} search={{ kind }}>
          {t('writeOwn')}
        </TextLink>
      )}
    </p>
  );
};
