-- What the details of bookings come to that other files told of one by one.
-- Reads: bank_entries (bank_entries_entry_ref). Writes: nothing.
select account, booked_on, entry_ref, currency, sum(amount) as amount
from bank_entries
where company_id = $1 and bank_file_id <> $2 and entry_ref = any($3::text[]) and state = 'booked'
group by account, booked_on, entry_ref, currency
