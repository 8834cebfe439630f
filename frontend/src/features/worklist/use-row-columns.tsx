import { ActionIcon, Tooltip } from '@mantine/core';
import { IconNote, IconNotes } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { useCodes } from '@/lib/codes';
import { isZero } from '@/lib/format';
import type { Column } from '@/ui/data-table';
import { Day } from '@/ui/day';
import { Money } from '@/ui/money';
import { TextLink } from '@/ui/text-link';
import { type Row, RowStanding } from './row-standing';
import { useTabName } from './use-tab-name';
import classes from './worklist.module.css';

/** What a row of the list shows; `onNote` opens its notes. */
export const useRowColumns = (
  list: Schemas['Worklist'] | undefined,
  onNote: (row: Row) => void,
): Column<Row>[] => {
  const tabName = useTabName(list);
  const { t } = useTranslation('worklist');
  return [
    {
      key: 'customer',
      header: t('customer'),
      card: 'title',
      render: ({ customer_name }) => <div className={classes.name}>{customer_name}</div>,
    },
    {
      key: 'invoice',
      header: t('invoice'),
      card: 'title',
      render: (row) => <InvoiceLink row={row} />,
    },
    { key: 'due', header: t('due'), render: (row) => <Due row={row} /> },
    {
      key: 'standing',
      header: t('status'),
      render: (row) => <RowStanding row={row} />,
    },
    {
      key: 'next',
      header: t('next'),
      render: ({ tab, standing }) => (tab && standing !== 'at_agency' ? tabName(tab) : '–'),
    },
    {
      key: 'last',
      header: t('last'),
      from: 'lg',
      card: 'none',
      render: (row) => <Last row={row} />,
    },
    {
      key: 'open',
      header: t('open'),
      align: 'right',
      card: 'aside',
      render: (row) => <Open row={row} />,
    },
    {
      key: 'note',
      header: t('note'),
      card: 'aside',
      width: '3.5rem',
      render: (row) => <NoteMark row={row} onNote={onNote} />,
    },
  ];
};

const InvoiceLink = ({ row }: { row: Row }) => {
  const companyId = useCompanyId();
  return (
    <TextLink
      className="tabular"
      tabIndex={-1}
      to="/c/$companyId/invoices/$invoiceId"
      params={{ companyId, invoiceId: row.invoice_id }}
    >
      {row.invoice_number}
    </TextLink>
  );
};

const Due = ({ row }: { row: Row }) => {
  const { t } = useTranslation('worklist');
  return (
    <div className={classes.two}>
      <Day on={row.due_on} />
      <span className={classes.soft}>{t('overdue', { count: row.overdue_days })}</span>
    </div>
  );
};

const Last = ({ row }: { row: Row }) => {
  const { step } = useCodes();
  if (!row.last_step) return '–';
  return (
    <div className={classes.two}>
      <span>{step(row.last_step)}</span>
      <span className={classes.soft}>
        <Day on={row.last_sent_on} />
      </span>
    </div>
  );
};

const Open = ({ row }: { row: Row }) => {
  const isRed = row.standing === 'negative' || row.standing === 'zero';
  return (
    <div className={classes.two}>
      <span className={isRed ? `${classes.red} ${classes.bold}` : undefined}>
        <Money amount={row.open} currency={row.currency} />
      </span>
      {!isZero(row.costs_open) && (
        <span className={classes.soft}>
          + <Money amount={row.costs_open} currency={row.currency} quietZero />
        </span>
      )}
    </div>
  );
};

const NoteMark = ({ row, onNote }: { row: Row; onNote: (row: Row) => void }) => {
  const { t } = useTranslation('worklist');
  const has = row.note_count > 0;
  const label = has
    ? t('notes', { count: row.note_count, invoice: row.invoice_number })
    : t('addNote', { invoice: row.invoice_number });
  return (
    <Tooltip label={row.note ?? t('addNoteShort')} multiline maw={320}>
      <ActionIcon
        className={classes.note}
        variant={has ? 'light' : 'subtle'}
        color={has ? 'cloudberry' : 'stone'}
        aria-label={label}
        onClick={() => onNote(row)}
      >
        {has ? <IconNotes size={18} aria-hidden /> : <IconNote size={18} aria-hidden />}
      </ActionIcon>
    </Tooltip>
  );
};
