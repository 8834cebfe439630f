alter table companies
    add column allocation_order text not null default 'principal_first',
    add column recognises_income text not null default 'when_paid',
    add column interest_invoice_limit numeric(14, 2) not null default 5,
    add column interest_invoice_comment text not null default '',
    add column accounts jsonb not null default '[]',
    add column last_voucher_key integer not null default 0,
    add column last_interest_order_key integer not null default 0;

-- What letters claimed beside the fee, and what of each part is in the books as income already.
-- `interest_final` is all the interest of a settled invoice, counted for that day of settlement.
alter table claims
    add column interest numeric(14, 2) not null default 0,
    add column interest_until date,
    add column interest_dispatch_id uuid,
    add column interest_paid numeric(14, 2) not null default 0,
    add column interest_invoiced numeric(14, 2) not null default 0,
    add column interest_final numeric(14, 2),
    add column interest_final_on date,
    add column compensation numeric(14, 2) not null default 0,
    add column compensation_paid numeric(14, 2) not null default 0,
    add column fee_booked numeric(14, 2) not null default 0,
    add column interest_booked numeric(14, 2) not null default 0,
    add column compensation_booked numeric(14, 2) not null default 0;
create index claims_interest_final on claims (company_id, invoice_id)
    where interest_final > interest_paid + interest_invoiced;
create index invoices_settled_late on invoices (company_id, id)
    where kind = 'invoice' and settled_on > due_on;

alter table dispatches
    add column interest numeric(14, 2),
    add column interest_until date,
    add column compensation numeric(14, 2);
alter table dispatches rename column fee_before to claim_before;

-- `money` came in by the bank, `write_off` is given up, `matching` sets a credit note against invoices.
alter table payments
    add column kind text not null default 'money',
    add column account text,
    add column is_agency_remittance boolean not null default false;

create table vouchers (
    company_id uuid not null references companies,
    id uuid not null default uuidv7(),
    key integer not null,
    kind text not null,
    booked_on date not null,
    currency text not null,
    payment_id uuid,
    actor text not null,
    created_at timestamptz not null,
    primary key (company_id, id),
    unique (company_id, key)
);
create index vouchers_booked on vouchers (company_id, booked_on, id);
create index vouchers_payment on vouchers (company_id, payment_id) where payment_id is not null;

-- No foreign key to the vouchers, for it would be checked line by line in a file of many payments.
create table voucher_lines (
    company_id uuid not null,
    voucher_id uuid not null,
    ordinal smallint not null,
    role text not null,
    account text,
    amount numeric(14, 2) not null,
    vat_code text,
    invoice_id uuid,
    customer_id uuid,
    reports_to_agency boolean not null default true,
    primary key (company_id, voucher_id, ordinal)
);
-- The default account of a role: the one of the currency before the one of all.
create function karhu_account(accounts jsonb, role text, currency text) returns text
language sql immutable parallel safe as $$
    select a.account ->> 'account'
    from jsonb_array_elements(accounts) as a (account)
    where a.account ->> 'role' = karhu_account.role
      and coalesce(a.account ->> 'currency', karhu_account.currency) = karhu_account.currency
    order by a.account ->> 'currency' nulls last
    limit 1
$$;
create index voucher_lines_invoice on voucher_lines (company_id, invoice_id)
    where invoice_id is not null;

-- An order for the ledger of record, which makes the interest invoice out of it.
create table interest_orders (
    company_id uuid not null references companies,
    id uuid not null default uuidv7(),
    key integer not null,
    customer_id uuid not null,
    currency text not null,
    total numeric(14, 2) not null,
    comment text not null,
    lines jsonb not null,
    state text not null default 'open',
    invoice_number text,
    actor text not null,
    ordered_on date not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (company_id, id),
    unique (company_id, key)
);
create index interest_orders_state on interest_orders (company_id, state, id);

grant select, insert, update on vouchers, voucher_lines, interest_orders to karhu_app;
alter table vouchers enable row level security;
create policy own_company on vouchers using
    (company_id = (select karhu_company()) or (select karhu_sees_all()));
alter table voucher_lines enable row level security;
create policy own_company on voucher_lines using
    (company_id = (select karhu_company()) or (select karhu_sees_all()));
alter table interest_orders enable row level security;
create policy own_company on interest_orders using
    (company_id = (select karhu_company()) or (select karhu_sees_all()));
