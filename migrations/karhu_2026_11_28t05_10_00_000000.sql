alter table bank_files
    add column accounts_were_checked boolean not null default false,
    add column covers_from date,
    add column replaced_count integer not null default 0;

-- The total of a batch gives way to its single payments when another file tells of them.
grant update (identity, booking_identity, state, cause, payment_id) on bank_entries to karhu_app;
