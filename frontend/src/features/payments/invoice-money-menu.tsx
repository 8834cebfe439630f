import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconLink, IconReceiptOff } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useMay } from '@/api/session';
import { ActionMenu } from '@/ui/action-menu';
import { MatchCreditNote } from './match-credit-note';
import { WriteOff } from './write-off';

type Props = { invoice: Schemas['Invoice']; today: string | undefined };

/** What can be done about an invoice's money where none has come in. */
export const InvoiceMoneyMenu = ({ invoice, today }: Props) => {
  const { t } = useTranslation('payments');
  const may = useMay('payments.edit');
  const [open, setOpen] = useState<'write-off' | 'match'>();
  const isNote = invoice.kind === 'credit_note';
  const close = () => setOpen(undefined);
  return (
    <>
      <ActionMenu
        may={may}
        button={
          <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden />}>
            {t('moneyMenu')}
          </Button>
        }
      >
        {isNote ? (
          <Menu.Item
            leftSection={<IconLink size={16} aria-hidden />}
            onClick={() => setOpen('match')}
          >
            {t('match.open')}
          </Menu.Item>
        ) : (
          <Menu.Item
            leftSection={<IconReceiptOff size={16} aria-hidden />}
            onClick={() => setOpen('write-off')}
          >
            {t('writeOff.open')}
          </Menu.Item>
        )}
      </ActionMenu>
      {open === 'match' && <MatchCreditNote note={invoice} onClose={close} />}
      {open === 'write-off' && <WriteOff invoice={invoice} today={today} onClose={close} />}
    </>
  );
};
