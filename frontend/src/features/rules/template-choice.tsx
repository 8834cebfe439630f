import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { $api } from '@/api/client';
import { useCompanyId, useMay } from '@/api/session';
import type { StepValues } from './step-values';

type Props = {
  kind: StepValues['kind'];
  value: string;
  error: string | undefined;
  onChange: (template_id: string) => void;
};

/** Which of the company's texts a step's letter says. */
export const TemplateChoice = ({ kind, value, error, onChange }: Props) => {
  const { t } = useTranslation('rules');
  const company_id = useCompanyId();
  const may = useMay('templates.read');
  const { data } = $api.useQuery(
    'get',
    '/v1/companies/{company_id}/templates',
    { params: { path: { company_id } } },
    { enabled: may },
  );
  const own = (data?.items ?? []).filter((template) => template.kind === kind);
  if (!may) return null;
  return (
    <Select
      mt="md"
      maw={340}
      label={t('template')}
      allowDeselect={false}
      value={value}
      data={[
        { value: '', label: t('defaultTemplate') },
        ...own.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      onChange={(chosen) => onChange(chosen ?? '')}
      error={error}
    />
  );
};
