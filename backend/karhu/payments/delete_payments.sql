-- Deletes payments of which nothing was ever allocated, or all of it was taken back.
-- Reads: nothing. Writes: payments by primary key.
delete from payments
where company_id = $1 and id = any($2::uuid[]) and unallocated = amount
returning id, key, external_id, reference, payer, currency, amount, unallocated, paid_on, kind,
          account, is_agency_remittance
