-- Keeps the letters that are about to be sent; from here on a lost answer means unknown.
-- Reads: nothing. Writes: dispatches.
update dispatches d
set letter = n.letter::jsonb, recipient = n.recipient, pay_by_on = n.pay_by_on
from unnest($3::uuid[], $4::text[], $5::text[], $6::date[]) as n (id, letter, recipient, pay_by_on)
where d.company_id = $1 and d.id = n.id and d.lease_token = $2 and d.state = 'sending'
returning d.id
