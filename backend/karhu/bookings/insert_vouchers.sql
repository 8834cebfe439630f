-- Adds vouchers.
-- Reads: nothing. Writes: vouchers.
insert into vouchers (company_id, created_at, actor, id, key, kind, booked_on, currency, payment_id)
select $1, $2, $3, n.*
from unnest($4::uuid[], $5::integer[], $6::text[], $7::date[], $8::text[], $9::uuid[]) as n
