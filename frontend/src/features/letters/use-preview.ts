import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { client, type Schemas } from '@/api/client';
import { useCompanyId } from '@/api/session';
import type { Language } from '@/lib/i18n';
import type { Kind } from './template-values';

/** The letter that these words make, drawn by the server; the last good one stays meanwhile. */
export const usePreview = (kind: Kind, language: Language, wording: Schemas['Wording']) => {
  const company_id = useCompanyId();
  const last = useRef<Blob>(undefined);
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['preview', company_id, kind, language, wording],
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    gcTime: 60_000,
    queryFn: async (): Promise<Blob> => {
      const { data: pdf } = await client.POST('/v1/companies/{company_id}/template-previews', {
        params: { path: { company_id } },
        body: { kind, language, texts: { [language]: wording } },
        parseAs: 'blob',
      });
      return pdf as unknown as Blob;
    },
  });
  if (data) last.current = data;
  return { pdf: data ?? last.current, error, isFetching, refetch };
};

export type Preview = ReturnType<typeof usePreview>;
