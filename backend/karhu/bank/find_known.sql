-- Finds stored entries by either of their identities, as recognition.Known has them.
-- Reads: bank_entries (unique identity, bank_entries_booking). Writes: nothing.
select identity, booking_identity, tx_ref is not null as has_tx_ref
from bank_entries
where company_id = $1 and identity = any($2::text[])
union
select identity, booking_identity, tx_ref is not null
from bank_entries
where company_id = $1 and booking_identity = any($3::text[])
