-- The rows of an invoice as they were told, in one piece: they are read and written together, and a
-- column of `invoices` would make every statement about many invoices read past them.
create table invoice_items (
    company_id uuid not null,
    invoice_id uuid not null,
    items jsonb not null,
    primary key (company_id, invoice_id),
    foreign key (company_id, invoice_id) references invoices
);

-- Whether the first dispatch may take the invoice by itself (the field "Automatic invoicing").
alter table invoices add column dispatches_automatically boolean not null default true;
create index invoices_unsent on invoices (company_id, id) where sent_on is null;

-- Without a row the company has never opened the settings. `takes_since` is null when invoices are
-- taken however old they are; otherwise those that were created before it are left to a person.
create table first_dispatch_settings (
    company_id uuid not null references companies,
    is_on boolean not null default false,
    activated_on date,
    takes_since timestamptz,
    next_batch_at timestamptz,
    sources text[] not null default '{contract,manual,reinvoiced,api}',
    channels text[] not null default '{einvoice,email,print}',
    timing text not null default 'at_once' check (timing in ('at_once', 'by_invoice_date')),
    alert_email text,
    alert_phone text,
    has_consumer_einvoice boolean not null default false,
    sends_direct_payment_notices boolean not null default false,
    sends_factoring_notices boolean not null default false,
    factoring_company text,
    factoring_iban text,
    factoring_bic text,
    version integer not null default 1,
    updated_at timestamptz not null default now(),
    primary key (company_id),
    constraint first_dispatch_settings_scheduled check (is_on = (next_batch_at is not null))
);
create index first_dispatch_settings_due on first_dispatch_settings (next_batch_at) where is_on;

-- One night of one company. The counts are written when the last of its invoices has its result.
create table first_dispatch_batches (
    company_id uuid not null references companies,
    id uuid not null default uuidv7(),
    night_of date not null,
    state text not null default 'under_way' check (state in ('under_way', 'finished')),
    invoice_count integer not null default 0,
    sent_count integer not null default 0,
    ignored_count integer not null default 0,
    failed_count integer not null default 0,
    started_at timestamptz not null,
    finished_at timestamptz,
    primary key (company_id, id),
    unique (company_id, night_of)
);
create index first_dispatch_batches_open on first_dispatch_batches (started_at)
    where state = 'under_way';

-- The row is the job: one an invoice, and one for the paper that goes with a direct payment. A person
-- who sends again puts the same row back in the queue, so nothing can go out beside it.
create table first_dispatches (
    company_id uuid not null,
    id uuid not null default uuidv7(),
    invoice_id uuid not null,
    customer_id uuid not null,
    what text not null check (what in ('invoice', 'direct_payment_notice')),
    batch_id uuid,
    round smallint not null default 1,
    state text not null check (state in ('queued', 'sending', 'sent', 'ignored', 'failed')),
    asked_channel text,
    channel text,
    refusals jsonb not null default '[]',
    recipient text,
    reason text,
    detail text,
    receipt text,
    attempt_count smallint not null default 0,
    send_after timestamptz not null,
    lease_token uuid,
    lease_until timestamptz,
    actor text not null,
    decided_at timestamptz,
    created_at timestamptz not null,
    primary key (company_id, id),
    constraint first_dispatches_reason check ((reason is not null) = (state in ('ignored', 'failed')))
) with (fillfactor = 80);
create unique index first_dispatches_once on first_dispatches (company_id, invoice_id, what);
create index first_dispatches_due on first_dispatches (send_after)
    where state in ('queued', 'sending');
create index first_dispatches_batch on first_dispatches (company_id, batch_id)
    where batch_id is not null;
create index first_dispatches_state on first_dispatches (company_id, state, invoice_id);

-- What a debtor got, or was about to get: apart from the jobs, which workers read all night.
create table first_dispatch_papers (
    company_id uuid not null,
    first_dispatch_id uuid not null,
    pdf bytea not null,
    page_count integer not null,
    mail jsonb,
    primary key (company_id, first_dispatch_id)
);
alter table first_dispatch_papers alter column pdf set storage external;

-- The message about a night's failures: one by each way, a job of its own.
create table first_dispatch_alerts (
    company_id uuid not null,
    id uuid not null default uuidv7(),
    batch_id uuid not null,
    way text not null check (way in ('email', 'sms')),
    recipient text not null,
    state text not null check (state in ('queued', 'sending', 'sent', 'failed')),
    attempt_count smallint not null default 0,
    send_after timestamptz not null,
    lease_token uuid,
    lease_until timestamptz,
    answer text,
    primary key (company_id, id),
    unique (company_id, batch_id, way)
);
create index first_dispatch_alerts_due on first_dispatch_alerts (send_after)
    where state in ('queued', 'sending');

grant select, insert, update, delete on invoice_items, first_dispatch_papers to karhu_app;
grant select, insert, update on first_dispatch_settings, first_dispatch_batches, first_dispatches,
    first_dispatch_alerts to karhu_app;
do $$
declare
    tenant text;
begin
    foreach tenant in array array['invoice_items', 'first_dispatch_settings',
        'first_dispatch_batches', 'first_dispatches', 'first_dispatch_papers',
        'first_dispatch_alerts']
    loop
        execute format('alter table %I enable row level security', tenant);
        execute format('create policy own_company on %I using '
            '(company_id = (select karhu_company()) or (select karhu_sees_all()))', tenant);
    end loop;
end $$;
