-- What people record of possession warnings: the board's decision, how papers were served, that a
-- payment cured it, the meeting's decision, its challenge. Nothing is changed but that it is withdrawn.
create table possession_records (
    company_id uuid not null references companies,
    id uuid not null default uuidv7(),
    case_id uuid not null,
    round smallint not null,
    kind text not null check (kind in ('board_decision', 'service', 'cure', 'meeting_decision', 'challenge')),
    happened_on date not null,
    reference text not null default '',
    note text not null default '',
    tenant_name text not null default '',
    subject text check (subject in ('warning', 'decision')),
    addressee text check (addressee in ('shareholder', 'tenant')),
    way text check (way in ('registered_post', 'process_server', 'receipt', 'official_gazette')),
    outcome text check (outcome in ('under_way', 'served', 'failed')),
    served_on date,
    lasts_until date,
    recorded_by text not null,
    recorded_at timestamptz not null,
    withdrawn_by text,
    withdrawn_at timestamptz,
    primary key (company_id, id),
    foreign key (company_id, case_id) references cases,
    constraint possession_records_service check (
        (kind = 'service') = (subject is not null and addressee is not null and way is not null
                              and outcome is not null)),
    constraint possession_records_meeting check ((kind = 'meeting_decision') = (lasts_until is not null)),
    constraint possession_records_withdrawn check ((withdrawn_by is null) = (withdrawn_at is null))
);
create index possession_records_case on possession_records (company_id, case_id);
create unique index possession_records_once on possession_records (company_id, case_id, round, kind)
    where kind <> 'service' and withdrawn_at is null;
create index dispatches_warnings on dispatches (company_id, case_id) where step = 'possession_warning';

grant select, insert, update on possession_records to karhu_app;
alter table possession_records enable row level security;
create policy own_company on possession_records using
    (company_id = (select karhu_company()) or (select karhu_sees_all()));
