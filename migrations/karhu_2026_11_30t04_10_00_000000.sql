-- What people write down about an invoice, for each other.
create table notes (
    company_id uuid not null,
    id uuid not null default uuidv7(),
    invoice_id uuid not null,
    text text not null,
    author_id uuid not null,
    author text not null,
    created_at timestamptz not null,
    edited_at timestamptz,
    primary key (company_id, id),
    foreign key (company_id, invoice_id) references invoices
);
create index notes_invoice on notes (company_id, invoice_id, id);

grant select, insert, update, delete on notes to karhu_app;
alter table notes enable row level security;
create policy own_company on notes using
    (company_id = (select karhu_company()) or (select karhu_sees_all()));
