-- What was said of a message after it was sent, and by whom it was asked until where.
alter table dispatches
    add column answer text,
    add column answer_text text,
    add column answered_at timestamptz,
    add constraint dispatches_answered check ((answer is null) = (answered_at is null));
-- operators and mail servers know the message alone, and not its company
create index dispatches_id on dispatches (id);

-- a letter that came back was sent all the same, and stays on the bill
alter table dispatches
    drop constraint dispatches_metered,
    add constraint dispatches_metered check (
        (transaction_price is null) = (delivery_price is null)
        and (transaction_price is null or sent_at is not null));
drop index dispatches_sent;
create index dispatches_sent on dispatches (company_id, sent_at) where sent_at is not null;

create table answer_cursors (
    channel text primary key,
    cursor text not null,
    read_at timestamptz not null
);
grant select, insert, update on answer_cursors to karhu_app;
