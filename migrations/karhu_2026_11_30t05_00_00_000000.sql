-- A mass run: cases closed, invoices moved into collection, letters sent, many at a time, by people who may
-- leave it half-way. `change_count` grows with whatever is changed in it, `version` with what holds for all.
create table mass_runs (
    company_id uuid not null,
    id uuid not null,
    state text not null default 'open' check (state in ('open', 'finished')),
    phase text not null default 'close' check (phase in ('close', 'move', 'send')),
    interest_on date,
    pay_by_on date,
    claims_interest boolean,
    claims_fees boolean,
    prints_summary boolean not null default false,
    opened_by text not null,
    opened_at timestamptz not null,
    finished_by text,
    finished_at timestamptz,
    version integer not null default 1,
    change_count integer not null default 0,
    primary key (company_id, id),
    constraint mass_runs_finished check ((state = 'finished') = (finished_at is not null))
);
create unique index mass_runs_one_open on mass_runs (company_id) where state = 'open';

-- What people chose of a case, or in the phase `move` of an invoice; null is as proposed. A row that was sent
-- names its messages and keeps what its letter came to.
create table mass_run_rows (
    company_id uuid not null,
    mass_run_id uuid not null,
    phase text not null check (phase in ('close', 'move', 'send')),
    subject_id uuid not null,
    is_selected boolean,
    is_removed boolean not null default false,
    step_number integer,
    fee numeric(14, 2),
    recipient_ids uuid[], -- the customer's own id where it is the customer itself
    sent_by text,
    sent_at timestamptz,
    dispatch_ids uuid[],
    sent_letter jsonb,
    primary key (company_id, mass_run_id, phase, subject_id),
    constraint mass_run_rows_sent check ((sent_at is null) = (dispatch_ids is null))
);

-- Who is in a mass run now, and in which phase.
create table mass_run_presences (
    company_id uuid not null,
    mass_run_id uuid not null,
    user_id uuid not null,
    name text not null,
    phase text not null,
    seen_at timestamptz not null,
    primary key (company_id, mass_run_id, user_id)
);

grant select, insert, update, delete on mass_runs, mass_run_rows, mass_run_presences to karhu_app;
alter table mass_runs enable row level security;
create policy own_company on mass_runs using
    (company_id = (select karhu_company()) or (select karhu_sees_all()));
alter table mass_run_rows enable row level security;
create policy own_company on mass_run_rows using
    (company_id = (select karhu_company()) or (select karhu_sees_all()));
alter table mass_run_presences enable row level security;
create policy own_company on mass_run_presences using
    (company_id = (select karhu_company()) or (select karhu_sees_all()));
