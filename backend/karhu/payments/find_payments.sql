-- Finds payments by external id, in the order of book.Payment.
-- Reads: payments (payments_external). Writes: nothing.
select id, key, external_id, reference, payer, currency, amount, unallocated, paid_on
from payments
where company_id = $1 and external_id = any($2::text[])
