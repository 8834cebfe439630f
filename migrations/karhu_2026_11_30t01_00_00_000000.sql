-- A case is about one overdue invoice, or about all of a customer's invoices moved to collection.
alter table cases
    add column scope text not null default 'invoice',
    add column currency text,
    add column reference text,
    add column reference_key text,
    alter column invoice_id drop not null,
    add constraint cases_scope check (
        scope = 'invoice' and invoice_id is not null
        or scope = 'customer' and invoice_id is null and currency is not null and reference is not null);
alter table companies add column last_case_key integer not null default 0;
create unique index cases_one_a_customer on cases (company_id, customer_id)
    where scope = 'customer' and state <> 'closed';

create index cases_reference on cases (company_id, reference_key) where reference_key is not null;
create index cases_customer on cases (company_id, customer_id);

-- What was moved into a customer's case, and when it left. An invoice is in one open case at most.
create table case_items (
    company_id uuid not null,
    case_id uuid not null,
    invoice_id uuid not null,
    moved_in_on date not null,
    moved_in_by text not null,
    left_on date,
    left_reason text,
    primary key (company_id, case_id, invoice_id),
    constraint case_items_left check ((left_on is null) = (left_reason is null))
);
create unique index case_items_inside on case_items (company_id, invoice_id) where left_on is null;
create index case_items_invoice on case_items (company_id, invoice_id);

-- What a person decided was decided in no run.
alter table decisions alter column run_id drop not null;

-- A letter about a whole case is one row an invoice: they go together and are taken back together. One of
-- them leads: it has the fee, and is the one that counts. `place_before` is where the case stood before a
-- person chose its step; what a person chose about the letter is kept as it was chosen.
alter table dispatches
    add column is_collective boolean not null default false,
    add column leads boolean not null default true,
    add column is_by_hand boolean not null default false,
    add column place_before jsonb,
    add column interest_on date,
    add column text text,
    add column recognises_income text,
    add constraint dispatches_leads check (leads or is_collective);
drop index dispatches_once;
create unique index dispatches_once
    on dispatches (company_id, case_id, step_number, round, invoice_id) where state <> 'cancelled';

grant select, insert, update, delete on case_items to karhu_app;
alter table case_items enable row level security;
create policy own_company on case_items using
    (company_id = (select karhu_company()) or (select karhu_sees_all()));
