import type { ReactNode } from 'react';
import { problemOf } from '@/api/problem';
import type { Paging } from '@/lib/search';
import { DataTable, type TableProps } from './data-table';
import { Pager } from './pager';
import { ErrorState, SkeletonRows } from './states';

type Page<T> = { items: T[]; next_cursor?: string; total_count?: number };

type Query<T> = {
  data: Page<T> | undefined;
  error: unknown;
  isPending: boolean;
  refetch: () => unknown;
};

type Props<T> = Omit<TableProps<T>, 'rows'> & {
  query: Query<T>;
  empty: ReactNode;
  paging?: Paging;
  limit?: number;
  onPage?: (paging: Paging) => void;
};

/** A list of the API in every state it can be in: coming, refused, failed, empty, here. */
export const ListView = <T,>({ query, empty, paging, limit = 50, onPage, ...table }: Props<T>) => {
  const { data, error, isPending, refetch } = query;
  if (isPending) return <SkeletonRows />;
  if (!data || problemOf(error)?.status === 403)
    return <ErrorState error={error} onRetry={refetch} />;
  if (data.items.length === 0) return empty;
  return (
    <>
      <DataTable {...table} rows={data.items} />
      {onPage && (
        <Pager
          paging={paging ?? {}}
          nextCursor={data.next_cursor}
          shown={data.items.length}
          total={data.total_count}
          limit={limit}
          onPage={onPage}
        />
      )}
    </>
  );
};
