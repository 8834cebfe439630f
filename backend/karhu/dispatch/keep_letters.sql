-- Keeps the letters that are about to be sent; from here on a lost answer means unknown.
-- Reads: nothing. Writes: dispatches.
update dispatches d
set state = 'sending', lease_token = $2, lease_until = $3, attempt_count = d.attempt_count + 1,
    letter = n.letter::jsonb, recipient = n.recipient, pay_by_on = n.pay_by_on
from unnest($4::uuid[], $5::text[], $6::text[], $7::date[]) as n (id, letter, recipient, pay_by_on)
where d.company_id = $1 and d.id = n.id
