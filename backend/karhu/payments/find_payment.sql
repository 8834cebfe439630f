-- One payment, held until the transaction ends, in the order of payment.Payment.
-- Reads: payments by key. Writes: nothing.
select id, key, external_id, reference, payer, currency, amount, unallocated, paid_on, kind, account,
       is_agency_remittance
from payments
where company_id = $1 and id = $2
for no key update
