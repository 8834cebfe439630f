-- Takes messages that are due, of any company; rows that another worker holds are passed over.
-- Reads and writes: dispatches (dispatches_due).
update dispatches d
set state = 'sending', lease_token = $1, lease_until = $2::timestamptz + $3::interval,
    attempt_count = d.attempt_count + 1
from (
    select company_id, id from dispatches
    where state = 'queued' and send_after <= $2 and channel = 'email'
    order by send_after
    limit $4
    for update skip locked
) due
where d.company_id = due.company_id and d.id = due.id and d.state = 'queued'
returning d.*
