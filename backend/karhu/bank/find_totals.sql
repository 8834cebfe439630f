-- The bookings with these ids that other files told of without any details, and what of their
-- payments waits unallocated.
-- Reads: bank_entries (bank_entries_entry_ref), payments (primary key). Writes: nothing.
select e.id, e.account, e.booked_on, e.entry_ref, e.currency, e.amount, e.payment_id, p.unallocated
from bank_entries e
left join payments p on p.company_id = $1 and p.id = e.payment_id
where e.company_id = $1
  and e.bank_file_id <> $2
  and e.entry_ref = any($3::text[])
  and e.tx_ref is null and e.reference is null and e.payer is null
  and (e.state = 'booked' or e.cause = 'awaiting_details')
