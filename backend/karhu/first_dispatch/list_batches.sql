-- A page of nights, newest first.
-- Reads: first_dispatch_batches (its unique key of company and night). Writes: nothing.
select *, case when $4 then (
           select count(*) from first_dispatch_batches where company_id = $1) end as total_count
from first_dispatch_batches
where company_id = $1 and ($2::date is null or night_of < $2)
order by night_of desc
limit $3
