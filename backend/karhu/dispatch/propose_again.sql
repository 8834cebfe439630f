-- Turns approved messages back into the proposals that they were; gives what they claim, and what
-- was claimed before them.
-- Reads: nothing. Writes: dispatches by key.
update dispatches d
set state = 'proposed', send_after = n.send_after, claim_before = null
from json_to_recordset($2::json) as n (id uuid, send_after timestamptz)
where d.company_id = $1 and d.id = n.id and d.state = 'queued'
returning d.*, old.claim_before as was_claimed
