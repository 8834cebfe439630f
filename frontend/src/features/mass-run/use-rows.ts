import { useQuery, useQueryClient } from '@tanstack/react-query';
import { $api, client, type Schemas } from '@/api/client';
import { useCompanyId } from '@/api/session';
import type { Selection } from '@/lib/selection';
import type { Phase } from './mass-run-search';

type Rows = {
  close: Schemas['MassRunClosing'];
  move: Schemas['MassRunTransfer'];
  send: Schemas['MassRunRow'];
};
type Page<T> = { items: T[]; next_cursor?: string };

const at = '/v1/companies/{company_id}/mass-runs/{mass_run_id}';
const lists = { close: `${at}/closings`, move: `${at}/transfers`, send: `${at}/rows` } as const;
const limit = 200;

/** Every row of a phase, however many pages; who sends must see what they send. */
export const useRows = <P extends Phase>(massRunId: string, phase: P) => {
  const company_id = useCompanyId();
  return useQuery({
    queryKey: ['mass-run-rows', company_id, massRunId, phase],
    queryFn: async (): Promise<{ items: Rows[P][] }> => {
      const items: Rows[P][] = [];
      let cursor: string | undefined;
      do {
        const path = { company_id, mass_run_id: massRunId };
        const params = { path, query: { limit, cursor } };
        const { data } = await client.GET(lists[phase] as (typeof lists)['send'], { params });
        const page = data as unknown as Page<Rows[P]>;
        items.push(...page.items);
        cursor = page.next_cursor;
      } while (cursor);
      return { items };
    },
  });
};

type Selectable = { is_selected: boolean };

/** The rows that are selected, kept by the server so that leaving forgets nothing. */
export const useKeptSelection = <T extends Selectable>(
  massRunId: string,
  phase: Phase,
  rows: T[],
  keyOf: (row: T) => string,
): Selection => {
  const company_id = useCompanyId();
  const queryClient = useQueryClient();
  const mutation = $api.useMutation('post', `${at}/selections`);
  const setAll = (ids: string[], isSelected: boolean) => {
    if (ids.length === 0) return;
    const chosen = new Set(ids);
    const turned = (row: T) => (chosen.has(keyOf(row)) ? { ...row, is_selected: isSelected } : row);
    queryClient.setQueryData(
      ['mass-run-rows', company_id, massRunId, phase],
      (known: { items: T[] } | undefined) => known && { items: known.items.map(turned) },
    );
    mutation.mutate({
      params: { path: { company_id, mass_run_id: massRunId } },
      body: { phase, ids, all: false, is_selected: isSelected },
    });
  };
  const ids = new Set(rows.filter(({ is_selected }) => is_selected).map(keyOf));
  return {
    ids,
    count: ids.size,
    setAll,
    toggle: (id) => setAll([id], !ids.has(id)),
    clear: () => setAll([...ids], false),
  };
};
