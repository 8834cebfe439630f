import { IconListDetails } from '@tabler/icons-react';
import { keepPreviousData } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { $api, type Schemas } from '@/api/client';
import { useCompanyId } from '@/api/session';
import { useCodes } from '@/lib/codes';
import { useRuleName } from '@/lib/rule-name';
import type { Paging } from '@/lib/search';
import { Actor } from '@/ui/actor';
import type { Column } from '@/ui/data-table';
import { Instant } from '@/ui/day';
import { ListView } from '@/ui/list-view';
import { EmptyState } from '@/ui/states';
import { TextLink } from '@/ui/text-link';
import { useAmounts } from './amounts';
import type { EventSearch } from './event-search';
import classes from './events-table.module.css';
import { OutcomeMark } from './outcome-mark';

type Event = Schemas['Event'];
type Target = 'invoice' | 'customer' | 'rule';
type Props = {
  search: Partial<EventSearch> & { invoice_id?: string; case_id?: string };
  onPage: (paging: Paging) => void;
  /** Columns that would say the same on every row. */
  without?: Target[];
};

const limit = 50;

export const EventsTable = ({ search, onPage, without = [] }: Props) => {
  const { t } = useTranslation('events');
  const company_id = useCompanyId();
  const { page: _page, ...filters } = search;
  const query = $api.useQuery(
    'get',
    '/v1/companies/{company_id}/events',
    { params: { path: { company_id }, query: { ...filters, limit } } },
    { placeholderData: keepPreviousData },
  );
  const columns = useEventColumns().filter(({ key }) => !without.some((target) => target === key));
  return (
    <ListView
      caption={t('title')}
      query={query}
      columns={columns}
      rowKey={({ seq }) => String(seq)}
      limit={limit}
      paging={search}
      onPage={onPage}
      empty={
        <EmptyState icon={IconListDetails} title={t('none')}>
          {t('noneText')}
        </EmptyState>
      }
    />
  );
};

const useEventColumns = (): Column<Event>[] => {
  const { t } = useTranslation('events');
  const ruleName = useRuleName();
  return [
    { key: 'at', header: t('at'), render: ({ recorded_at }) => <Instant at={recorded_at} /> },
    { key: 'what', header: t('what'), card: 'title', render: (event) => <What event={event} /> },
    {
      key: 'invoice',
      header: t('invoice'),
      card: 'aside',
      render: (event) => <InvoiceLink event={event} />,
    },
    { key: 'customer', header: t('customer'), render: (event) => <CustomerLink event={event} /> },
    {
      key: 'rule',
      header: t('rule'),
      from: 'xl',
      card: 'none',
      render: ({ rule_name }) => (rule_name ? ruleName({ name: rule_name }) : '–'),
    },
    {
      key: 'actor',
      header: t('actor'),
      from: 'lg',
      card: 'none',
      render: ({ actor }) => <Actor actor={actor} />,
    },
  ];
};

/* Which hold was set or lifted, and why one ended. */
const heldBy = (word: (group: string, code: string) => string, { detail = {} }: Event) => [
  typeof detail.hold === 'string' ? word('hold', detail.hold) : '',
  typeof detail.end_reason === 'string' ? word('holdEnd', detail.end_reason) : '',
];

const What = ({ event }: { event: Event }) => {
  const codes = useCodes();
  const amounts = useAmounts();
  const step = event.step && codes.step(event.step);
  const said = [
    step,
    ...event.reasons.map(codes.reason),
    ...heldBy(codes.word, event),
    ...amounts(event),
  ].filter(Boolean);
  return (
    <div className={classes.what}>
      <div className={classes.kind}>
        <strong>{codes.event(event.kind)}</strong>
        {event.outcome && <OutcomeMark outcome={event.outcome} />}
      </div>
      {said.length > 0 && <span className={classes.soft}>{said.join(' · ')}</span>}
    </div>
  );
};

const InvoiceLink = ({ event: { invoice_id, invoice_number } }: { event: Event }) => {
  const companyId = useCompanyId();
  if (!invoice_id) return <span className={classes.soft}>–</span>;
  return (
    <TextLink
      to="/c/$companyId/invoices/$invoiceId"
      params={{ companyId, invoiceId: invoice_id }}
      className="tabular"
    >
      {invoice_number}
    </TextLink>
  );
};

const CustomerLink = ({ event: { customer_id, customer_name } }: { event: Event }) => {
  const companyId = useCompanyId();
  if (!customer_id) return <span className={classes.soft}>–</span>;
  return (
    <TextLink
      to="/c/$companyId/customers/$customerId"
      params={{ companyId, customerId: customer_id }}
      fw={400}
      c="var(--k-ink)"
    >
      {customer_name}
    </TextLink>
  );
};
