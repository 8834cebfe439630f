import { Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useFormat } from '@/lib/format';
import { Facts } from '@/ui/facts';
import { Panel } from '@/ui/panel';
import { ImportStateMark } from './import-state';

type Import = Schemas['Import'];

/** How far it is, what was made of the lines, what was detected in the file. */
export const ImportProgress = ({ row }: { row: Import }) => {
  const { t } = useTranslation('imports');
  const { number } = useFormat();
  const isGoing = row.state === 'receiving' || row.state === 'running';
  const share = row.line_count > 0 ? (row.done_count / row.line_count) * 100 : 0;
  const counts = [
    ['lines', row.done_count],
    ['created', row.created_count],
    ['updated', row.updated_count],
    ['unchanged', row.unchanged_count],
    ['failed', row.failed_count],
  ] as const;
  const figure = (value: number) => (
    <span className="tabular" style={{ fontSize: '1.5rem', fontWeight: 650 }}>
      {number(value)}
    </span>
  );
  return (
    <Panel title={t(`kinds.${row.kind}`)} aside={<ImportStateMark row={row} />}>
      {isGoing && (
        <Progress
          mb="lg"
          value={share}
          animated
          aria-label={t('progress', { done: number(row.done_count), all: number(row.line_count) })}
        />
      )}
      <div aria-live="polite">
        <Facts
          facts={counts.map(([key, value]) => ({
            term: key === 'lines' ? t('lines') : t(`outcomes.${key}`),
            value: figure(value),
          }))}
        />
      </div>
      {row.remarks.length > 0 && <Remarks remarks={row.remarks} />}
    </Panel>
  );
};

const Remarks = ({ remarks }: { remarks: string[] }) => {
  const { t } = useTranslation('imports');
  return (
    <div style={{ marginTop: '1.25rem' }}>
      <strong>{t('detected')}</strong>
      <ul style={{ margin: '0.25rem 0 0', paddingLeft: '1.1rem' }}>
        {remarks.map((remark) => (
          <li key={remark}>{remark}</li>
        ))}
      </ul>
    </div>
  );
};
