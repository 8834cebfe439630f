-- Who else a customer's letters go to: a unit's owners, a guardian. A tenant is known and never written to.
create table recipients (
    company_id uuid not null,
    id uuid not null,
    customer_id uuid not null,
    name text not null,
    role text not null check (role in ('owner', 'tenant', 'guardian', 'other')),
    email text,
    phone text,
    street text,
    postcode text,
    city text,
    country text not null,
    receives_letters boolean not null default true,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    removed_at timestamptz,
    primary key (company_id, id),
    constraint recipients_tenant check (not (role = 'tenant' and receives_letters)),
    foreign key (company_id, customer_id) references customers (company_id, id)
);
create index recipients_customer on recipients (company_id, customer_id) where removed_at is null;

-- A letter goes to each recipient as one of its own. The first one's messages claim the costs; the others
-- are copies of it. Without a recipient it is the customer that a message is for.
alter table dispatches
    add column recipient_id uuid,
    add column is_copy boolean not null default false,
    add constraint dispatches_copy check (not is_copy or is_collective and fee is null and interest is null);
drop index dispatches_once;
create unique index dispatches_once
    on dispatches (company_id, case_id, step_number, round, invoice_id,
                   coalesce(recipient_id, '00000000-0000-0000-0000-000000000000'::uuid))
    where state <> 'cancelled';

grant select, insert, update on recipients to karhu_app;
alter table recipients enable row level security;
create policy own_company on recipients using
    (company_id = (select karhu_company()) or (select karhu_sees_all()));
create index exceptions_recipients on exceptions (company_id, customer_id)
    where cause = 'recipient_left_out' and mended_at is null;
