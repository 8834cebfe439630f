-- Notes by which way invoices go now; from here on a lost answer means that nobody knows.
-- Reads: nothing. Writes: first_dispatches.
update first_dispatches d
set state = 'sending', lease_token = $2, lease_until = $3, attempt_count = d.attempt_count + 1,
    channel = n.channel, recipient = n.recipient, refusals = n.refusals
from json_to_recordset($4::json) as n (id uuid, channel text, recipient text, refusals jsonb)
where d.company_id = $1 and d.id = n.id
