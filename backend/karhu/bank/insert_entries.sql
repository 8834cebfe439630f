-- Adds the entries that a file is the first to tell of.
-- Reads: nothing. Writes: bank_entries.
insert into bank_entries (
    company_id, bank_file_id, id, identity, booking_identity, payment_id, account, currency, amount,
    booked_on, valued_on, paid_on, reference, text, payer, entry_ref, tx_ref, ordinal, state, cause,
    is_reversal
)
select $1, $2, n.*
from unnest(
    $3::uuid[], $4::text[], $5::text[], $6::uuid[], $7::text[], $8::text[], $9::numeric[],
    $10::date[], $11::date[], $12::date[], $13::text[], $14::text[], $15::text[], $16::text[],
    $17::text[], $18::integer[], $19::text[], $20::text[], $21::boolean[]
) as n
