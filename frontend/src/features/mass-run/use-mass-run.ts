import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { $api, client, type Schemas } from '@/api/client';
import { companyPath, useCompanyId } from '@/api/session';
import { editHeaders, mergePatch, type Versioned } from '@/api/versioned';
import type { Phase } from './mass-run-search';

export type MassRun = Versioned<Schemas['MassRun']>;

const at = '/v1/companies/{company_id}/mass-runs';
const oneAt = `${at}/{mass_run_id}` as const;
const seenEvery = 5000;

/** The mass run that is open in the company, if one is. */
export const useOpenRun = () =>
  $api.useQuery(
    'get',
    at,
    {
      params: { path: { company_id: useCompanyId() }, query: { state: 'open', limit: 1 } },
    },
    { refetchInterval: seenEvery },
  );

const runQuery = (company_id: string, mass_run_id: string, phase: Phase | undefined) =>
  queryOptions({
    queryKey: ['mass-run', company_id, mass_run_id, phase],
    refetchInterval: seenEvery,
    placeholderData: (before: MassRun | undefined) => before,
    queryFn: async (): Promise<MassRun> => {
      const { data, response } = await client.GET(oneAt, {
        params: { path: { company_id, mass_run_id }, query: { phase } },
      });
      const etag = response.headers.get('ETag') ?? '';
      return { ...(data as Schemas['MassRun']), etag };
    },
  });

/** The run, asked for every few seconds: so the others see who is in it, and this one sees them. */
export const useMassRun = (massRunId: string, phase: Phase | undefined) => {
  const queryClient = useQueryClient();
  const query = useQuery(runQuery(useCompanyId(), massRunId, phase));
  const count = query.data?.change_count;
  const known = useRef(count);
  useEffect(() => {
    if (known.current !== undefined && known.current !== count)
      void queryClient.invalidateQueries({ queryKey: ['mass-run-rows'] });
    known.current = count;
  }, [count, queryClient]);
  return query;
};

/** Changes what holds for the whole run. */
export const useRunChange = (run: MassRun) => {
  const company_id = useCompanyId();
  const mutation = $api.useMutation('patch', oneAt);
  const change = (body: Schemas['MassRunChanges']) =>
    mutation.mutateAsync({
      params: { path: { company_id, mass_run_id: run.id }, ...editHeaders(run.etag) },
      headers: mergePatch,
      body,
    });
  return { ...mutation, change };
};

export const useStartRun = () => {
  const company_id = useCompanyId();
  const mutation = $api.useMutation('post', at);
  return { ...mutation, start: () => mutation.mutateAsync(companyPath(company_id)) };
};
