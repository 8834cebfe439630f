-- Locks invoices that are to go out, of any company; those that another worker has are passed over.
-- Reads: first_dispatches (first_dispatches_due). Writes: nothing.
select *
from first_dispatches
where state = 'queued' and send_after <= $1
order by send_after
limit $2
for update skip locked
