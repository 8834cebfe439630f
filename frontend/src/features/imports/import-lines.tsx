import { Button, SegmentedControl } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client, type Schemas } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { useCodes } from '@/lib/codes';
import { type Column, DataTable } from '@/ui/data-table';
import { Panel } from '@/ui/panel';
import { EmptyState, ErrorState, SkeletonRows } from '@/ui/states';
import { type ImportSearch, lineOutcomes } from './import-search';

/* The results are NDJSON, so the generated types do not reach into their lines. */
type Line = {
  line: number;
  outcome: (typeof lineOutcomes)[number];
  id?: string;
  label?: string;
  errors?: Schemas['ProblemError'][];
};
type Props = {
  importId: string;
  doneCount: number;
  search: ImportSearch;
  onChange: (search: ImportSearch) => void;
};

const limit = 100;

const readLines = (ndjson: string) =>
  ndjson
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Line);

/** The answer to every line, the failed ones first of all. */
export const ImportLines = ({ importId, doneCount, search, onChange }: Props) => {
  const { t } = useTranslation('imports');
  const common = useTranslation().t;
  const company_id = useCompanyId();
  const outcome = search.outcome ?? 'failed';
  const { after_line = 0 } = search;
  const { data, error, refetch } = useQuery({
    queryKey: ['import-lines', importId, outcome, after_line, doneCount],
    placeholderData: keepPreviousData,
    queryFn: async () => {
      const answer = await client.GET('/v1/companies/{company_id}/imports/{import_id}/results', {
        params: {
          path: { company_id, import_id: importId },
          query: { outcome, after_line, limit },
        },
        parseAs: 'text',
      });
      return readLines(answer.data ?? '');
    },
  });
  const choice = (
    <SegmentedControl
      size="xs"
      aria-label={t('outcome')}
      value={outcome}
      onChange={(next) => onChange({ outcome: next as typeof outcome, after_line: undefined })}
      data={lineOutcomes.map((value) => ({ value, label: t(`outcomes.${value}`) }))}
    />
  );
  const last = data?.at(-1)?.line;
  return (
    <Panel title={t('lineTable')} aside={choice} flush>
      {!data &&
        (error ? <ErrorState error={error} onRetry={refetch} /> : <SkeletonRows rows={4} />)}
      {data?.length === 0 && <EmptyState icon={IconCircleCheck} title={t(`noLines.${outcome}`)} />}
      {data && data.length > 0 && (
        <DataTable
          caption={t('lineTable')}
          columns={lineColumns(t)}
          rows={data}
          rowKey={({ line }) => String(line)}
        />
      )}
      {data?.length === limit && (
        <Button m="md" variant="default" onClick={() => onChange({ outcome, after_line: last })}>
          {common('next')}
        </Button>
      )}
    </Panel>
  );
};

const lineColumns = (t: (key: string) => string): Column<Line>[] => [
  {
    key: 'line',
    header: t('line'),
    align: 'right',
    width: '6rem',
    card: 'title',
    render: ({ line }) => <span className="tabular">{line}</span>,
  },
  { key: 'label', header: t('label'), card: 'title', render: ({ label }) => label ?? '–' },
  { key: 'what', header: t('outcome'), render: (line) => <LineErrors line={line} /> },
];

const LineErrors = ({ line }: { line: Line }) => {
  const { t } = useTranslation('imports');
  const { word, has } = useCodes();
  if (!line.errors?.length) return <>{t(`outcomes.${line.outcome}`)}</>;
  return line.errors.map(({ pointer, code, detail }) => (
    <div key={pointer + code}>
      <strong>{pointer.replace(/^\//, '')}</strong> {has('fault', code) && word('fault', code)}{' '}
      <span style={{ color: 'var(--k-ink-soft)' }}>{detail}</span>
    </div>
  ));
};
