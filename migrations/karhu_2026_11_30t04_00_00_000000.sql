-- An invoice enters the list once so many days have passed after its due date, and an agency is
-- named where there is an agreement with one.
alter table companies
    add column postal_days smallint not null default 0 check (postal_days between 0 and 60),
    add column collection_agency text not null default '';

-- Since when an agency collects the invoice, by a person's word.
alter table cases add column handed_over_on date;

-- What is owed nothing of and was never settled: the bold red rows of the list.
create index invoices_zero on invoices (company_id, due_on) where open = 0 and settled_on is null;

-- One request that moved many cases, so that it can be undone as one.
create table status_changes (
    company_id uuid not null references companies,
    id uuid not null default uuidv7(),
    target text not null,
    actor text not null,
    changed_at timestamptz not null,
    changed_count integer not null,
    refused jsonb not null default '[]',
    undone_at timestamptz,
    undone_by text,
    primary key (company_id, id)
);

-- What was done to each case: which message it got, when an approved one was to go before, and which
-- proposal was set aside for it.
create table status_change_rows (
    company_id uuid not null,
    status_change_id uuid not null,
    case_id uuid not null,
    act text not null check (act in ('sent', 'approved', 'handed_over')),
    dispatch_id uuid,
    send_after_before timestamptz,
    set_aside_id uuid,
    undone_at timestamptz,
    primary key (company_id, status_change_id, case_id),
    foreign key (company_id, status_change_id) references status_changes
);

grant select, insert, update on status_changes, status_change_rows to karhu_app;
do $$
declare tenant text;
begin
    foreach tenant in array array['status_changes', 'status_change_rows'] loop
        execute format('alter table %I enable row level security', tenant);
        execute format('create policy own_company on %I using '
            '(company_id = (select karhu_company()) or (select karhu_sees_all()))', tenant);
    end loop;
end $$;
