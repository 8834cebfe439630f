import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { companyPath, useCompanyId } from '@/api/session';
import { toast } from '@/ui/toast';

type Direction = Schemas['CollectionTransfer']['direction'];
type Done = Schemas['CollectionTransferDone'];

/** Moves invoices into collection or out of it; what was refused stays to be told. */
export const useTransfer = (onDone?: () => void) => {
  const { t } = useTranslation('collection');
  const company_id = useCompanyId();
  const [refused, setRefused] = useState<Done['refused']>([]);
  const transfer = $api.useMutation('post', '/v1/companies/{company_id}/collection-transfers');
  const move = async (direction: Direction, invoice_ids: string[]) => {
    if (invoice_ids.length === 0) return;
    const done = await transfer.mutateAsync({
      ...companyPath(company_id),
      body: { direction, invoice_ids },
    });
    const said = direction === 'in' ? 'move.doneIn' : 'move.doneOut';
    if (done.done.length > 0) toast(t(said, { count: done.done.length }));
    setRefused((before) => [...before, ...done.refused]);
    if (done.refused.length === 0) onDone?.();
  };
  const forget = () => {
    setRefused([]);
    onDone?.();
  };
  return { move, refused, forget, error: transfer.error, isPending: transfer.isPending };
};

export type Transfer = ReturnType<typeof useTransfer>;
