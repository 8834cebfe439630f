import { Button, Group, Modal, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '@/ui/problem-alert';
import classes from './collection.module.css';
import type { Transfer } from './use-transfer';

/** What was not moved, each with what to do. */
export const RefusedTransfers = ({ transfer }: { transfer: Transfer }) => {
  const { t, i18n } = useTranslation('collection');
  const common = useTranslation().t;
  const { refused, forget } = transfer;
  if (transfer.error && refused.length === 0) return <ProblemAlert error={transfer.error} />;
  return (
    <Modal
      opened={refused.length > 0}
      onClose={forget}
      title={t('move.refusedTitle', { count: refused.length })}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <Stack>
        <ul className={classes.refused}>
          {refused.map(({ invoice_id, invoice_number, code, detail }) => (
            <li key={invoice_id}>
              <strong className="tabular">{invoice_number ?? invoice_id}</strong>
              <div>{i18n.exists(`collection:refusal.${code}`) ? t(`refusal.${code}`) : detail}</div>
            </li>
          ))}
        </ul>
        <Group justify="flex-end">
          <Button onClick={forget} data-autofocus>
            {common('close')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
};
