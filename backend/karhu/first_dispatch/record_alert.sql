-- Records what became of a message about a night, while this worker holds it.
-- Reads: nothing. Writes: first_dispatch_alerts by key.
update first_dispatch_alerts
set state = $4, answer = $5, send_after = coalesce($6, send_after), lease_token = null,
    lease_until = null
where company_id = $1 and id = $2 and lease_token = $3
