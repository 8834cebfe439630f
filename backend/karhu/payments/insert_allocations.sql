-- Adds the parts that payments were split into.
-- Reads: nothing. Writes: allocations.
insert into allocations (company_id, payment_id, invoice_id, part, amount)
select $1, n.*
from unnest($2::uuid[], $3::uuid[], $4::text[], $5::numeric[]) as n
