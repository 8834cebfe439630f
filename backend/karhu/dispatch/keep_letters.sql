-- Keeps the letters that are about to be sent; from here on a lost answer means unknown.
-- Reads: nothing. Writes: dispatches.
update dispatches d
set state = 'sending', lease_token = $2, lease_until = $3, attempt_count = d.attempt_count + 1,
    letter = n.letter, recipient = n.recipient, pay_by_on = n.pay_by_on,
    interest = n.interest, interest_until = n.interest_until, compensation = n.compensation
from json_to_recordset($4::json) as n (
    id uuid, letter jsonb, recipient text, pay_by_on date, interest numeric, interest_until date,
    compensation numeric)
where d.company_id = $1 and d.id = n.id
