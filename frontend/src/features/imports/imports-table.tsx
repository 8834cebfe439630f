import { IconFileImport } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { useFormat } from '@/lib/format';
import type { Paging } from '@/lib/search';
import type { Column } from '@/ui/data-table';
import { Instant } from '@/ui/day';
import { ListView } from '@/ui/list-view';
import { EmptyState } from '@/ui/states';
import { TextLink } from '@/ui/text-link';
import { ImportStateMark } from './import-state';

type Import = Schemas['Import'];
type Props = { paging: Paging; onPage: (paging: Paging) => void };

const limit = 50;

const isGoing = ({ state }: Import) => state === 'receiving' || state === 'running';

export const ImportsTable = ({ paging, onPage }: Props) => {
  const { t } = useTranslation('imports');
  const company_id = useCompanyId();
  const query = $api.useQuery(
    'get',
    '/v1/companies/{company_id}/imports',
    { params: { path: { company_id }, query: { limit, cursor: paging.cursor } } },
    { refetchInterval: ({ state }) => (state.data?.items.some(isGoing) ? 2000 : false) },
  );
  return (
    <ListView
      caption={t('title')}
      query={query}
      columns={useImportColumns()}
      rowKey={({ id }) => id}
      limit={limit}
      paging={paging}
      onPage={onPage}
      empty={
        <EmptyState icon={IconFileImport} title={t('none')}>
          {t('noneText')}
        </EmptyState>
      }
    />
  );
};

const useImportColumns = (): Column<Import>[] => {
  const { t } = useTranslation('imports');
  const { number } = useFormat();
  const count = (value: number) => <span className="tabular">{number(value)}</span>;
  return [
    { key: 'file', header: t('file'), card: 'title', render: (row) => <FileLink row={row} /> },
    { key: 'kind', header: t('kind'), render: ({ kind }) => t(`kinds.${kind}`) },
    { key: 'at', header: t('at'), render: ({ created_at }) => <Instant at={created_at} /> },
    {
      key: 'state',
      header: t('state'),
      card: 'aside',
      render: (row) => <ImportStateMark row={row} />,
    },
    {
      key: 'lines',
      header: t('lines'),
      align: 'right',
      render: ({ done_count }) => count(done_count),
    },
    {
      key: 'failed',
      header: t('outcomes.failed'),
      align: 'right',
      render: ({ failed_count }) => count(failed_count),
    },
  ];
};

const FileLink = ({ row }: { row: Import }) => {
  const { t } = useTranslation('imports');
  const companyId = useCompanyId();
  return (
    <>
      <TextLink to="/c/$companyId/imports/$importId" params={{ companyId, importId: row.id }}>
        {row.file_name ?? t('unnamed')}
      </TextLink>
      {row.is_dry_run && <span style={{ color: 'var(--k-ink-soft)' }}> {t('dryRun')}</span>}
    </>
  );
};
