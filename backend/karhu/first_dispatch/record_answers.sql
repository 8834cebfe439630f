-- Records what the channels answered, for as long as this worker holds the invoices, or nobody does:
-- a worker that was only slow still knows what became of them.
-- Reads: nothing. Writes: first_dispatches.
update first_dispatches d
set state = n.state, reason = n.reason, detail = n.detail, receipt = n.receipt,
    refusals = n.refusals, send_after = coalesce(n.send_after, d.send_after),
    attempt_count = coalesce(n.attempt_count, d.attempt_count),
    decided_at = case when n.state <> 'queued' then $3::timestamptz end,
    lease_token = null, lease_until = null
from json_to_recordset($4::json) as n (
    id uuid, state text, reason text, detail text, receipt text, refusals jsonb,
    send_after timestamptz, attempt_count smallint)
where d.company_id = $1 and d.id = n.id and d.lease_token = $2
  and (d.state = 'sending' or d.state = 'failed' and d.reason = 'outcome_unknown')
returning d.id
