import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client, type Schemas } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { typedAmount } from '@/lib/format';

export type Proposal = Schemas['LetterProposal'];
export type Recognition = NonNullable<Schemas['LetterOrder']['recognises_income']>;
export type Draft = {
  step?: number;
  fee?: string;
  interestOn?: string;
  payByOn?: string;
  charged?: string[];
  recipients?: string[];
  text?: string;
  income?: Recognition;
};

const at = '/v1/companies/{company_id}/collection-cases/{case_id}';

export const isAmount = (typed: string) => /^\d{1,12}(\.\d{1,2})?$/.test(typedAmount(typed));

const termsOf = (draft: Draft): Schemas['LetterTerms'] => ({
  step_number: draft.step,
  fee: draft.fee !== undefined && isAmount(draft.fee) ? typedAmount(draft.fee) : undefined,
  interest_on: draft.interestOn,
  pay_by_on: draft.payByOn,
  charged_invoice_ids: draft.charged,
  recipient_ids: draft.recipients,
});

/** The letter that is being written: what was chosen, and what the server makes of it. */
export const useLetter = (case_id: string) => {
  const company_id = useCompanyId();
  const path = { company_id, case_id };
  const [draft, setDraft] = useState<Draft>({});
  const [settled] = useDebouncedValue(draft, 350);
  const terms = termsOf(settled);
  const proposal = useQuery({
    queryKey: ['letter-proposal', company_id, case_id, terms],
    placeholderData: keepPreviousData,
    queryFn: async () => {
      const { data } = await client.POST(`${at}/letter-proposals`, {
        params: { path },
        body: terms,
      });
      return data as Proposal;
    },
  });
  const order: Schemas['LetterOrder'] = {
    ...terms,
    interest_on: terms.interest_on ?? proposal.data?.interest_on,
    pay_by_on: terms.pay_by_on ?? proposal.data?.pay_by_on,
    text: settled.text?.trim() ? settled.text : undefined,
    recognises_income: settled.income,
  };
  const canGo = proposal.data?.outcome === 'act' && !proposal.error;
  const preview = useQuery({
    queryKey: ['letter-preview', company_id, case_id, order],
    placeholderData: keepPreviousData,
    enabled: canGo && !proposal.isPlaceholderData,
    queryFn: async () => {
      const { data } = await client.POST(`${at}/letter-previews`, {
        params: { path },
        body: order,
        parseAs: 'blob',
      });
      return data as unknown as Blob;
    },
  });
  const isSettling = settled !== draft || proposal.isFetching;
  const change = (next: Partial<Draft>) => setDraft((before) => ({ ...before, ...next }));
  return { draft, change, proposal, preview, order, canGo, isSettling };
};

export type LetterInMaking = ReturnType<typeof useLetter>;
