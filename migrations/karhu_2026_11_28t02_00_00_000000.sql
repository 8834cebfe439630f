-- The same bytes are one file, however often they are sent.
create table bank_files (
    company_id uuid not null references companies,
    id uuid not null default uuidv7(),
    sha256 bytea not null,
    byte_count bigint not null,
    file_name text,
    format text not null,
    format_version text not null,
    message_ids text[] not null,
    accounts text[] not null,
    covers_until date,
    entry_count integer not null,
    new_count integer not null,
    duplicate_count integer not null,
    matched_count integer not null,
    unallocated_count integer not null,
    pending_count integer not null,
    ignored_count integer not null,
    sums jsonb not null,
    actor text not null,
    created_at timestamptz not null,
    primary key (company_id, id),
    unique (company_id, sha256)
);

-- An entry stands in the file that first told of it. `identity` is what it is recognised by in
-- another file; `booking_identity` is the same by the bank's id of the booking alone, for files
-- that leave the ids of its transactions out.
create table bank_entries (
    company_id uuid not null references companies,
    id uuid not null default uuidv7(),
    bank_file_id uuid not null,
    ordinal integer not null,
    identity text not null,
    booking_identity text,
    account text not null,
    currency text not null,
    amount numeric(14, 2) not null,
    booked_on date not null,
    valued_on date,
    paid_on date not null,
    reference text,
    text text,
    payer text,
    entry_ref text,
    tx_ref text,
    state text not null,
    cause text,
    is_reversal boolean not null,
    payment_id uuid,
    primary key (company_id, id),
    unique (company_id, identity),
    unique (company_id, bank_file_id, ordinal)
);
create index bank_entries_booking on bank_entries (company_id, booking_identity)
    where booking_identity is not null;
create index bank_entries_entry_ref on bank_entries (company_id, entry_ref)
    where entry_ref is not null;

grant select, insert on bank_files, bank_entries to karhu_app;
alter table bank_files enable row level security;
create policy own_company on bank_files using
    (company_id = (select karhu_company()) or (select karhu_sees_all()));
alter table bank_entries enable row level security;
create policy own_company on bank_entries using
    (company_id = (select karhu_company()) or (select karhu_sees_all()));
