-- Opens the night of a day, which is there once, however often it is begun.
-- Reads: nothing. Writes: first_dispatch_batches.
insert into first_dispatch_batches (company_id, night_of, started_at)
values ($1, $2, $3)
on conflict (company_id, night_of) do update set state = 'under_way', finished_at = null
returning id
