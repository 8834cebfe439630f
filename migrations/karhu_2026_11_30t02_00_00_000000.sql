-- What a person set so that nothing goes out: on one invoice, or on all of a customer's.
create table holds (
    company_id uuid not null references companies,
    id uuid not null default uuidv7(),
    kind text not null check (kind in
        ('dispute', 'promise_to_pay', 'payment_plan', 'bankruptcy', 'deceased', 'manual_review')),
    scope text not null check (scope in ('invoice', 'customer')),
    customer_id uuid not null,
    invoice_id uuid,
    from_on date not null,
    until_on date,
    afterwards text not null default 'resume' check (afterwards in ('resume', 'review')),
    reason text not null default '',
    disputed_amount numeric(14, 2),
    currency text,
    grace_days smallint,
    state text not null default 'active' check (state in ('active', 'ended')),
    ended_on date,
    end_reason text check (end_reason in ('expired', 'kept', 'broken', 'lifted', 'settled')),
    set_by text not null,
    ended_by text,
    version integer not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (company_id, id),
    foreign key (company_id, customer_id) references customers,
    foreign key (company_id, invoice_id) references invoices,
    constraint holds_scoped check ((scope = 'invoice') = (invoice_id is not null)),
    constraint holds_ended check ((state = 'ended') = (ended_on is not null)
        and (state = 'ended') = (end_reason is not null))
);
create unique index holds_once on holds (company_id, coalesce(invoice_id, customer_id), kind)
    where state = 'active';
create index holds_customer on holds (company_id, customer_id);
-- What the run has to know of: what stands, and the plans that were, whose steps stay given up.
create index holds_felt on holds (company_id) where state = 'active' or kind = 'payment_plan';

-- What a payment plan is about, and what was owed of it when it was agreed.
create table held_invoices (
    company_id uuid not null,
    hold_id uuid not null,
    invoice_id uuid not null,
    open_before numeric(14, 2) not null,
    costs_paid_before numeric(14, 2) not null,
    primary key (company_id, hold_id, invoice_id),
    foreign key (company_id, hold_id) references holds
);
create index held_invoices_invoice on held_invoices (company_id, invoice_id);

create table hold_instalments (
    company_id uuid not null,
    hold_id uuid not null,
    ordinal smallint not null,
    due_on date not null,
    amount numeric(14, 2) not null check (amount > 0),
    primary key (company_id, hold_id, ordinal),
    foreign key (company_id, hold_id) references holds
);

-- The day on which the step before was given up to a payment plan: the next one counts from it.
alter table cases add column counts_from_on date;
-- Where a case stood in quarantine when a person took it out of there.
alter table cases add column quarantined_at_step smallint;
create index cases_quarantined on cases (company_id, customer_id) where state = 'quarantined';

grant select, insert, update on holds to karhu_app;
grant select, insert on held_invoices to karhu_app;
grant select, insert, delete on hold_instalments to karhu_app;
do $$
declare
    tenant text;
begin
    foreach tenant in array array['holds', 'held_invoices', 'hold_instalments']
    loop
        execute format('alter table %I enable row level security', tenant);
        execute format('create policy own_company on %I using '
            '(company_id = (select karhu_company()) or (select karhu_sees_all()))', tenant);
    end loop;
end $$;
