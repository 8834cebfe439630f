-- Records what the channel answered, for as long as this worker holds the messages, or nobody does:
-- a worker that was only slow still knows what became of its letters.
-- Reads: nothing. Writes: dispatches.
update dispatches d
set state = n.state, receipt = n.receipt, failure_code = n.failure_code, failure = n.failure,
    sent_at = case when n.state = 'sent' then $3::timestamptz end,
    send_after = coalesce(n.send_after, d.send_after),
    letter = case when n.state = 'queued' then null else d.letter end,
    lease_token = null, lease_until = null
from unnest($4::uuid[], $5::text[], $6::text[], $7::text[], $8::text[], $9::timestamptz[])
    as n (id, state, receipt, failure_code, failure, send_after)
where d.company_id = $1 and d.id = n.id and d.lease_token = $2 and d.state in ('sending', 'unknown')
returning d.id
