-- Locks messages that are due, of any company; those that another worker has locked are passed over.
-- Reads: dispatches (dispatches_due). Writes: nothing.
select *
from dispatches
where state = 'queued' and send_after <= $1 and channel = 'email'
order by send_after
limit $2
for update skip locked
