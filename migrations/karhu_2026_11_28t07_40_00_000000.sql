-- A letter of its own: one document that tells a debtor of one invoice or of many, as it was sent.
create table letters (
    company_id uuid not null references companies,
    id uuid not null,
    message_id text,
    mail text,
    document text,
    pdf bytea,
    sha256 text,
    page_count smallint,
    created_at timestamptz not null default now(),
    primary key (company_id, id),
    constraint letters_kept check ((pdf is null) = (sha256 is null))
);
alter table letters alter column pdf set storage external;  -- a PDF is compressed already
-- JSON that nothing asks inside of: to take a mail and its document apart and to compress them takes
-- longer than all else that is done to send it
alter table letters alter column mail set storage external;
alter table letters alter column document set storage external;

alter table dispatches add column letter_id uuid;
insert into letters (company_id, id, message_id, mail, created_at)
select company_id, id, letter ->> 'message_id', letter::text, created_at
from dispatches where letter is not null;
update dispatches set letter_id = id where letter is not null;
alter table dispatches drop column letter;
-- whose turn it is among one debtor's messages
create index dispatches_queued on dispatches (company_id, customer_id) where state = 'queued';
create index dispatches_letter on dispatches (company_id, letter_id) where letter_id is not null;

alter table companies
    add column groups_letters boolean not null default true,
    add column attaches_letter boolean not null default true;

grant select, insert, delete on letters to karhu_app;
grant update (pdf, sha256, page_count) on letters to karhu_app;
alter table letters enable row level security;
create policy own_company on letters using
    (company_id = (select karhu_company()) or (select karhu_sees_all()));
