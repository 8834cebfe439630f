import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Selection } from '@/lib/selection';
import { type Column, DataTable } from '@/ui/data-table';
import { Pager } from '@/ui/pager';
import { walkBoxes } from './arrow-keys';

type Props<T> = {
  caption: string;
  rows: T[];
  columns: Column<T>[];
  rowKey: (row: T) => string;
  rowLabel: (row: T) => string;
  isLocked: (row: T) => boolean;
  selection: Selection | undefined;
};

const limit = 100;

/** The rows of a phase, a hundred at a time; arrow keys walk from box to box. */
export const PhaseTable = <T,>({ rows, ...table }: Props<T>) => {
  const { t } = useTranslation('mass-run');
  const [page, setPage] = useState(1);
  const from = (page - 1) * limit;
  const shown = rows.slice(from, from + limit);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the boxes inside are what is operated
    <div onKeyDown={walkBoxes} title={undefined} aria-description={t('keys')}>
      <DataTable {...table} rows={shown} />
      {rows.length > limit && (
        <Pager
          paging={{ page, cursor: page > 1 ? String(page) : undefined }}
          nextCursor={from + limit < rows.length ? String(page + 1) : undefined}
          shown={shown.length}
          total={rows.length}
          limit={limit}
          onPage={(to) => setPage(to.page ?? 1)}
        />
      )}
    </div>
  );
};
