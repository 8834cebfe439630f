import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/api/session';
import type { Selection } from '@/lib/selection';
import { Allowed } from '@/ui/allowed';
import type { Transfer } from './use-transfer';

type Props = { selection: Selection; transfer: Transfer; canMoveOut: boolean };

/** Moves the chosen invoices at once. */
export const MoveSelected = ({ selection, transfer, canMoveOut }: Props) => {
  const { t } = useTranslation('collection');
  const may = useMay('runs.edit');
  const move = (direction: 'in' | 'out') => transfer.move(direction, [...selection.ids]);
  return (
    <>
      {canMoveOut && (
        <Allowed may={may}>
          <Button variant="default" loading={transfer.isPending} onClick={() => move('out')}>
            {t('move.out')}
          </Button>
        </Allowed>
      )}
      <Allowed may={may}>
        <Button loading={transfer.isPending} onClick={() => move('in')}>
          {t('move.in')}
        </Button>
      </Allowed>
    </>
  );
};
