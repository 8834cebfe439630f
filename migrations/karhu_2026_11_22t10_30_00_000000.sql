-- API and workers take the role karhu_app, which owns nothing and is held by row-level security.
do $$ begin
    if not exists (select from pg_roles where rolname = 'karhu_app') then
        create role karhu_app nologin nobypassrls;
    end if;
    execute format('grant karhu_app to %I', current_user);
end $$;

-- The company that this transaction is for; null outside of one.
create function karhu_company() returns uuid language sql stable parallel safe
    return nullif(current_setting('karhu.company_id', true), '')::uuid;

-- Whether this transaction may see every company: signing in and the workers' sweeps.
create function karhu_sees_all() returns boolean language sql stable parallel safe
    return coalesce(current_setting('karhu.reach', true), '') = 'all';

-- identity ---------------------------------------------------------------------------------------

create table offices (
    id uuid primary key default uuidv7(),
    name text not null,
    created_at timestamptz not null default now()
);

create table companies (
    id uuid primary key default uuidv7(),
    office_id uuid not null references offices,
    name text not null,
    business_id text,
    country text not null,
    time_zone text not null,
    language text not null,
    currency text not null,
    automation_is_on boolean not null default false,
    automation_activated_on date,
    backlog_policy text not null default 'quarantine',
    undo_window_minutes integer not null default 30,
    run_at time not null default '02:00',
    next_run_at timestamptz,
    resumes_corrected boolean not null default true,
    rests_on_quiet_days boolean not null default false,
    bank_data_max_age_days integer,
    bank_data_until date,
    sender_name text not null,
    sender_email text not null default '',
    active_channels text[] not null default '{email}',
    bank_accounts jsonb not null default '[]',
    transaction_price numeric(10, 4) not null default 0.25,
    last_customer_key integer not null default 0,
    last_invoice_key integer not null default 0,
    last_payment_key integer not null default 0,
    last_rule_key integer not null default 0,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
create index companies_next_run on companies (next_run_at) where automation_is_on;

create table users (
    id uuid primary key default uuidv7(),
    office_id uuid not null references offices,
    name text not null,
    email text not null,
    language text not null default 'en',
    password_hash text not null,
    office_role text,
    owns_invoices_only boolean not null default false,
    created_at timestamptz not null default now()
);
create unique index users_email on users (lower(email));
create index users_office on users (office_id) where office_role is not null;

-- By hash of the address, so that an unknown one is locked exactly as a known one is.
create table sign_in_attempts (
    email_hash bytea primary key,
    failed_count integer not null,
    last_failed_at timestamptz not null,
    locked_until timestamptz
);
create index sign_in_attempts_age on sign_in_attempts (last_failed_at);

create table memberships (
    company_id uuid not null references companies,
    user_id uuid not null references users,
    role text not null,
    owns_invoices_only boolean not null default false,
    created_at timestamptz not null default now(),
    primary key (company_id, user_id)
);
create index memberships_user on memberships (user_id);

create table sessions (
    token_hash bytea primary key,
    user_id uuid not null references users,
    csrf_token text not null,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null
);
create index sessions_user on sessions (user_id);

create table api_keys (
    company_id uuid not null references companies,
    id uuid not null default uuidv7(),
    name text not null,
    prefix text not null,
    secret_hash bytea not null,
    scopes text[] not null,
    created_at timestamptz not null default now(),
    last_used_at timestamptz,
    revoked_at timestamptz,
    primary key (company_id, id)
);
create unique index api_keys_secret on api_keys (secret_hash);

create table idempotency_keys (
    actor_id uuid not null,
    key text not null,
    operation text not null,
    fingerprint bytea not null,
    status integer,
    headers jsonb,
    body bytea,
    created_at timestamptz not null default now(),
    primary key (actor_id, operation, key)
);
create index idempotency_keys_age on idempotency_keys (created_at);

-- rules ------------------------------------------------------------------------------------------

create table rules (
    company_id uuid not null references companies,
    id uuid not null default uuidv7(),
    key integer not null,
    built_in text,
    customer_kind text,
    name text not null,
    description text not null default '',
    mode text not null default 'send',
    scope text not null default 'invoice',
    version integer not null default 1,
    etag integer not null default 1,
    deleted_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (company_id, id),
    unique (company_id, key)
);
create unique index rules_name on rules (company_id, lower(name)) where deleted_at is null;
create unique index rules_built_in on rules (company_id, built_in) where built_in is not null;

create table rule_versions (
    company_id uuid not null,
    rule_id uuid not null,
    version integer not null,
    mode text not null,
    steps jsonb not null,
    created_by text not null,
    created_at timestamptz not null default now(),
    primary key (company_id, rule_id, version),
    foreign key (company_id, rule_id) references rules
);

-- the ledger's mirror ----------------------------------------------------------------------------

create table customers (
    company_id uuid not null references companies,
    id uuid not null default uuidv7(),
    key integer not null,
    external_id text,
    number text not null,
    kind text not null,
    name text not null,
    name_order text collate "C" not null,
    business_id text,
    email text,
    phone text,
    einvoice_address text,
    einvoice_operator text,
    street text,
    postcode text,
    city text,
    country text not null,
    language text not null,
    has_collection_ban boolean not null default false,
    has_consumer_einvoice boolean not null default false,
    has_direct_debit boolean not null default false,
    rule_id uuid not null,
    is_placed_by_default boolean not null default true,
    automation_since date,
    netvisor jsonb not null default '{}',
    version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (company_id, id),
    unique (company_id, key),
    foreign key (company_id, rule_id) references rules
);
create unique index customers_number on customers (company_id, number);
create unique index customers_external on customers (company_id, external_id) where external_id is not null;
create index customers_name on customers (company_id, name_order, id);
create index customers_rule on customers (company_id, rule_id);

create table invoices (
    company_id uuid not null references companies,
    id uuid not null default uuidv7(),
    key integer not null,
    external_id text,
    number text not null,
    kind text not null default 'invoice',
    customer_id uuid not null,
    trade_name text,
    source text not null default 'api',
    currency text not null,
    total numeric(14, 2) not null,
    open numeric(14, 2) not null,
    invoice_on date not null,
    due_on date not null,
    sent_on date,
    received_on date not null,
    reference text,
    reference_key text,
    original_invoice_id uuid,
    reminds_automatically boolean not null default true,
    has_payment_plan boolean not null default false,
    promised_on date,
    disputed_since date,
    is_in_sending boolean not null default false,
    is_at_agency boolean not null default false,
    financing text not null default 'none',
    reminded_on date,
    noticed_on date,
    collected_on date,
    settled_on date,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (company_id, id),
    unique (company_id, key),
    foreign key (company_id, customer_id) references customers
);
create unique index invoices_number on invoices (company_id, number);
create unique index invoices_external on invoices (company_id, external_id) where external_id is not null;
create index invoices_customer on invoices (company_id, customer_id);
create index invoices_due on invoices (company_id, due_on, id);
create index invoices_open_due on invoices (company_id, due_on) where open <> 0;
create index invoices_changed on invoices (company_id, updated_at);
create index invoices_reference on invoices (company_id, reference_key) where reference_key is not null;

create table claims (
    company_id uuid not null,
    invoice_id uuid not null,
    fee numeric(14, 2) not null default 0,
    fee_paid numeric(14, 2) not null default 0,
    fee_basis text,
    fee_dispatch_id uuid,
    primary key (company_id, invoice_id)
);

create table payments (
    company_id uuid not null references companies,
    id uuid not null default uuidv7(),
    key integer not null,
    external_id text,
    reference text,
    payer text,
    currency text not null,
    amount numeric(14, 2) not null,
    unallocated numeric(14, 2) not null,
    paid_on date not null,
    created_at timestamptz not null default now(),
    primary key (company_id, id),
    unique (company_id, key)
);
create unique index payments_external on payments (company_id, external_id) where external_id is not null;
create index payments_paid on payments (company_id, paid_on, id);

create table allocations (
    company_id uuid not null,
    payment_id uuid not null,
    invoice_id uuid not null,
    part text not null,
    amount numeric(14, 2) not null,
    primary key (company_id, payment_id, invoice_id, part),
    foreign key (company_id, payment_id) references payments
);
create index allocations_invoice on allocations (company_id, invoice_id);

-- cases, decisions, dispatches: no foreign keys, for each would be checked row by row in the run --

create table cases (
    company_id uuid not null,
    id uuid not null default uuidv7(),
    invoice_id uuid not null,
    customer_id uuid not null,
    rule_id uuid not null,
    rule_version integer not null,
    state text not null,
    step_number smallint not null,
    next_on date,
    opened_on date not null,
    closed_on date,
    close_reason text,
    was_outside boolean not null default false,
    reminder_sent_on date,
    notice_sent_on date,
    last_pay_by_on date,
    primary key (company_id, id)
) with (fillfactor = 90);
create unique index cases_invoice on cases (company_id, invoice_id);
create index cases_next on cases (company_id, next_on) where state = 'open';
create index cases_rule on cases (company_id, rule_id) where state <> 'closed';

create table decisions (
    company_id uuid not null,
    case_id uuid not null,
    step_number smallint not null,
    outcome text not null,
    reasons text[] not null,
    decided_on date not null,
    run_id uuid not null,
    rule_version integer not null,
    law_version text not null,
    facts text not null,
    primary key (company_id, case_id, step_number)
);

create table dispatches (
    company_id uuid not null,
    id uuid not null default uuidv7(),
    case_id uuid not null,
    step_number smallint not null,
    round smallint not null default 1,
    invoice_id uuid not null,
    customer_id uuid not null,
    rule_id uuid not null,
    step text not null,
    channel text not null,
    state text not null,
    recipient text not null,
    send_after timestamptz not null,
    decided_on date not null,
    pay_by_on date not null,
    fee numeric(14, 2),
    fee_basis text,
    fee_before jsonb,
    lease_token uuid,
    lease_until timestamptz,
    attempt_count smallint not null default 0,
    failure_code text,
    failure text,
    receipt text,
    sent_at timestamptz,
    letter jsonb,
    created_at timestamptz not null default now(),
    primary key (company_id, id)
) with (fillfactor = 80);
create unique index dispatches_once on dispatches (company_id, case_id, step_number, round)
    where state <> 'cancelled';
create index dispatches_due on dispatches (send_after) where state in ('queued', 'sending');
create index dispatches_invoice on dispatches (company_id, invoice_id);

create table runs (
    company_id uuid not null references companies,
    id uuid not null default uuidv7(),
    as_of date not null,
    is_dry_run boolean not null,
    state text not null,
    looked_at_count integer not null default 0,
    act_count integer not null default 0,
    hold_count integer not null default 0,
    forfeit_count integer not null default 0,
    opened_count integer not null default 0,
    closed_count integer not null default 0,
    reasons jsonb not null default '[]',
    failure text,
    lease_until timestamptz,
    started_at timestamptz not null default now(),
    finished_at timestamptz,
    primary key (company_id, id)
);
create unique index runs_one_at_a_time on runs (company_id)
    where state in ('queued', 'running') and not is_dry_run;
create index runs_unfinished on runs (started_at) where state in ('queued', 'running');

create table exceptions (
    company_id uuid not null,
    id uuid not null default uuidv7(),
    cause text not null,
    detail text not null default '',
    case_id uuid not null,
    step_number smallint not null,
    invoice_id uuid not null,
    customer_id uuid not null,
    rule_id uuid not null,
    dispatch_id uuid,
    found_at timestamptz not null,
    found_on date not null,
    acknowledged_at timestamptz,
    mended_at timestamptz,
    primary key (company_id, id)
);
create unique index exceptions_once on exceptions (company_id, case_id, step_number, cause)
    where mended_at is null;
create index exceptions_found on exceptions (company_id, found_on);

-- events -----------------------------------------------------------------------------------------

create table event_chains (
    company_id uuid primary key references companies,
    seq bigint not null,
    hash bytea not null
);

create table events (
    company_id uuid not null,
    seq bigint not null,
    recorded_at timestamptz not null,
    occurred_on date not null,
    kind text not null,
    actor text not null,
    outcome text,
    reasons text[] not null default '{}',
    step text,
    rule_id uuid,
    case_id uuid,
    invoice_id uuid,
    customer_id uuid,
    dispatch_id uuid,
    detail text not null default '{}',
    hash bytea not null,
    primary key (company_id, seq, recorded_at)
) partition by range (recorded_at);
create index events_invoice on events (company_id, invoice_id);
create index events_customer on events (company_id, customer_id);
create index events_rule on events (company_id, rule_id, seq);
create index events_occurred on events (company_id, occurred_on, seq);
create table events_rest partition of events default;

-- Makes the month's partition and the next one's, so that the default one stays empty.
create function make_event_partitions(today date) returns void language plpgsql security definer
    set search_path = public as $$
declare
    month date;
begin
    for month in select generate_series(date_trunc('month', today), date_trunc('month', today) + interval '2 months', interval '1 month') loop
        if to_regclass('events_' || to_char(month, 'YYYY_MM')) is null then
            execute format('create table %I partition of events for values from (%L) to (%L)',
                'events_' || to_char(month, 'YYYY_MM'), month, month + interval '1 month');
        end if;
    end loop;
end $$;

-- imports and the .nv resources ------------------------------------------------------------------

create table imports (
    company_id uuid not null references companies,
    id uuid not null default uuidv7(),
    kind text not null,
    state text not null,
    is_dry_run boolean not null,
    file_name text,
    media_type text not null,
    actor text not null,
    layout jsonb not null default '{}',
    remarks text[] not null default '{}',
    line_count integer not null default 0,
    done_count integer not null default 0,
    created_count integer not null default 0,
    updated_count integer not null default 0,
    unchanged_count integer not null default 0,
    failed_count integer not null default 0,
    created_at timestamptz not null default now(),
    active_at timestamptz not null default now(),
    finished_at timestamptz,
    primary key (company_id, id)
);
create index imports_unfinished on imports (active_at) where state in ('receiving', 'running');

create table import_chunks (
    company_id uuid not null,
    import_id uuid not null,
    chunk integer not null,
    first_line integer not null,
    body bytea not null,
    primary key (company_id, import_id, chunk)
);

create table import_lines (
    company_id uuid not null,
    import_id uuid not null,
    line integer not null,
    outcome text not null,
    record_id uuid,
    label text,
    errors jsonb,
    primary key (company_id, import_id, line)
);

-- What a dry run would have written, so that its later lines see its earlier ones.
create table import_drafts (
    company_id uuid not null,
    import_id uuid not null,
    name text not null,
    leads_to text not null,
    record jsonb,
    primary key (company_id, import_id, name)
);

create table netvisor_credentials (
    company_id uuid not null references companies,
    customer_id text not null,
    partner_id text not null,
    customer_key text not null,
    partner_key text not null,
    allows_weak_hashes boolean not null default false,
    created_at timestamptz not null default now(),
    primary key (company_id, customer_id, partner_id)
);
create index netvisor_credentials_ids on netvisor_credentials (customer_id, partner_id);

create table netvisor_transactions (
    company_id uuid not null,
    partner_id text not null,
    transaction_id text not null,
    seen_at timestamptz not null,
    method text not null,
    mac text not null,
    primary key (company_id, partner_id, transaction_id)
);
create index netvisor_transactions_age on netvisor_transactions (company_id, seen_at);

-- rights -----------------------------------------------------------------------------------------

grant usage on schema public to karhu_app;
grant select, insert, update, delete on all tables in schema public to karhu_app;
revoke update, delete on events from karhu_app;
revoke all on events_rest from karhu_app;
revoke all on migration from karhu_app;
grant execute on function make_event_partitions(date) to karhu_app;
-- made after the grants: who may read a partition reads past the policy of its parent
select make_event_partitions(current_date);

do $$
declare
    tenant record;
begin
    for tenant in
        select c.table_name from information_schema.columns c
        join pg_class t on t.relname = c.table_name and t.relkind in ('r', 'p')
        where c.table_schema = 'public' and c.column_name = 'company_id' and not t.relispartition
    loop
        execute format('alter table %I enable row level security', tenant.table_name);
        execute format('create policy own_company on %I using '
            '(company_id = (select karhu_company()) or (select karhu_sees_all()))', tenant.table_name);
    end loop;
    alter table companies enable row level security;
    create policy own_company on companies using
        (id = (select karhu_company()) or (select karhu_sees_all()));
end $$;
