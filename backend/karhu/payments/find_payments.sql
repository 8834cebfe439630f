-- Finds payments by external id, in the order of payment.Payment.
-- Reads: payments (payments_external). Writes: nothing.
select id, key, external_id, reference, payer, currency, amount, unallocated, paid_on, kind, account,
       is_agency_remittance
from payments
where company_id = $1 and external_id = any($2::text[])
