-- Says of totals that their single payments are recorded instead; by nothing but those payments
-- is their booking known from now on.
-- Reads: nothing. Writes: bank_entries by primary key.
update bank_entries
set state = 'ignored', cause = 'batch_total', payment_id = null, identity = 'replaced:' || id,
    booking_identity = null
where company_id = $1 and id = any($2::uuid[])
