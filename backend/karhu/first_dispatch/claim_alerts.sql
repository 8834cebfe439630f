-- Takes messages about nights that are due, and holds them while they go.
-- Reads and writes: first_dispatch_alerts (first_dispatch_alerts_due).
update first_dispatch_alerts a
set state = 'sending', lease_token = $2, lease_until = $3, attempt_count = a.attempt_count + 1
from (
    select company_id, id
    from first_dispatch_alerts
    where state = 'queued' and send_after <= $1
    order by send_after
    limit 20
    for update skip locked
) due
where a.company_id = due.company_id and a.id = due.id
returning a.*
