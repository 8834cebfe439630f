import { Button } from '@mantine/core';
import { IconEye, IconGavel, IconMailCheck } from '@tabler/icons-react';
import { keepPreviousData } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { useCodes } from '@/lib/codes';
import type { Paging } from '@/lib/search';
import type { Selection } from '@/lib/selection';
import type { Column } from '@/ui/data-table';
import { ListView } from '@/ui/list-view';
import { Money } from '@/ui/money';
import { EmptyState } from '@/ui/states';
import { Status } from '@/ui/status';
import { TextLink } from '@/ui/text-link';
import type { QueueSearch, QueueState } from './queue-search';
import classes from './queue-table.module.css';
import { QueueWhen } from './queue-when';
import { ResolveButtons } from './resolve-buttons';

type Dispatch = Schemas['Dispatch'];
type Props = {
  search: QueueSearch;
  state: QueueState;
  selection?: Selection;
  onPage: (paging: Paging) => void;
  onShow: (id: string) => void;
};

const limit = 50;

export const QueueTable = ({ search, state, selection, onPage, onShow }: Props) => {
  const { t } = useTranslation('queue');
  const company_id = useCompanyId();
  const { page: _page, letter: _letter, ...filters } = search;
  const asked = { ...filters, state, limit, with_count: true };
  const isMoving = state === 'queued' || state === 'proposed';
  const query = $api.useQuery(
    'get',
    '/v1/companies/{company_id}/dispatches',
    { params: { path: { company_id }, query: asked } },
    { placeholderData: keepPreviousData, refetchInterval: isMoving ? 15_000 : false },
  );
  const columns = useQueueColumns(state, onShow);
  return (
    <ListView
      caption={t(`states.${state}`)}
      query={query}
      columns={columns}
      rowKey={({ id }) => id}
      rowLabel={({ invoice_number, customer_name }) => `${invoice_number} ${customer_name}`}
      selection={selection}
      limit={limit}
      paging={search}
      onPage={onPage}
      empty={
        <EmptyState icon={IconMailCheck} title={t(`empty.${state}`)}>
          {t(`emptyText.${state}`)}
        </EmptyState>
      }
    />
  );
};

const useQueueColumns = (state: QueueState, onShow: (id: string) => void): Column<Dispatch>[] => {
  const { t } = useTranslation('queue');
  const { step, channel, word } = useCodes();
  const columns: Column<Dispatch>[] = [
    {
      key: 'letter',
      header: t('letter.short'),
      card: 'title',
      render: (row) => (
        <div className={classes.two}>
          <strong>{step(row.step)}</strong>
          <span className={classes.soft}>{channel(row.channel)}</span>
          {row.remarks.map((remark) => (
            <Status key={remark} tone="wait" icon={IconGavel}>
              {word('remark', remark)}
            </Status>
          ))}
        </div>
      ),
    },
    { key: 'to', header: t('to'), render: (row) => <Recipient row={row} /> },
    {
      key: 'invoice',
      header: t('invoice'),
      render: (row) => <InvoiceLink row={row} />,
    },
    { key: 'when', header: t(`when.${state}`), render: (row) => <QueueWhen row={row} /> },
    {
      key: 'open',
      header: t('open'),
      align: 'right',
      card: 'aside',
      render: (row) => (
        <div className={classes.right}>
          <Money amount={row.open} currency={row.currency} />
          {row.fee && (
            <span className={classes.soft}>
              + <Money amount={row.fee} currency={row.currency} />
            </span>
          )}
        </div>
      ),
    },
    {
      key: 'show',
      header: t('letter.column'),
      align: 'right',
      card: 'foot',
      render: (row) => (
        <div className={classes.actions}>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconEye size={15} aria-hidden />}
            aria-label={t('showOf', { number: row.invoice_number })}
            onClick={() => onShow(row.id)}
          >
            {t('show')}
          </Button>
          <ResolveButtons dispatch={row} />
        </div>
      ),
    },
  ];
  return columns;
};

const Recipient = ({ row }: { row: Dispatch }) => {
  const companyId = useCompanyId();
  return (
    <div className={classes.two}>
      <TextLink
        to="/c/$companyId/customers/$customerId"
        params={{ companyId, customerId: row.customer_id }}
        c="var(--k-ink)"
      >
        {row.customer_name}
      </TextLink>
      <span className={classes.soft}>
        {[row.recipient_name, row.recipient].filter(Boolean).join(', ')}
      </span>
    </div>
  );
};

/** The invoice of a letter; of one about several, the case that they are in. */
const InvoiceLink = ({ row }: { row: Dispatch }) => {
  const { t } = useTranslation('queue');
  const companyId = useCompanyId();
  if (row.invoice_count > 1) {
    return (
      <TextLink
        to="/c/$companyId/collection/cases/$caseId"
        params={{ companyId, caseId: row.case_id }}
      >
        {t('invoices', { count: row.invoice_count })}
      </TextLink>
    );
  }
  return (
    <TextLink
      className="tabular"
      to="/c/$companyId/invoices/$invoiceId"
      params={{ companyId, invoiceId: row.invoice_id }}
    >
      {row.invoice_number}
    </TextLink>
  );
};
