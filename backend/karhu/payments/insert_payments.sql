-- Adds payments.
-- Reads: nothing. Writes: payments.
insert into payments (
    company_id, created_at,
    id, key, external_id, reference, payer, currency, amount, unallocated, paid_on, kind,
    account, is_agency_remittance
)
select $1, $2, n.*
from unnest(
    $3::uuid[], $4::integer[], $5::text[], $6::text[], $7::text[], $8::text[], $9::numeric[],
    $10::numeric[], $11::date[], $12::text[], $13::text[], $14::boolean[]
) as n
