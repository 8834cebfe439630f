-- Ends active holds, each for its own reason.
-- Reads: nothing. Writes: holds by key.
update holds h
set state = 'ended', ended_on = $2, end_reason = n.end_reason, ended_by = $3, version = h.version + 1,
    updated_at = $4
from unnest($5::uuid[], $6::text[]) as n (id, end_reason)
where h.company_id = $1 and h.id = n.id and h.state = 'active'
returning h.id, h.kind, h.scope, h.customer_id, h.invoice_id, h.until_on, h.end_reason
