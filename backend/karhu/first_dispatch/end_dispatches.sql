-- Gives invoices that have no way their result: ignored or failed, with the reason.
-- Reads: nothing. Writes: first_dispatches.
update first_dispatches d
set state = n.state, reason = n.reason, detail = n.detail, refusals = n.refusals, decided_at = $2,
    channel = null, recipient = null, lease_token = null, lease_until = null
from json_to_recordset($3::json) as n (id uuid, state text, reason text, detail text, refusals jsonb)
where d.company_id = $1 and d.id = n.id
