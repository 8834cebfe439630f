-- Keeps the letters that are about to be sent; from here on a lost answer means unknown.
-- Reads: nothing. Writes: dispatches, letters. Letters come as arrays: within one JSON each of them
-- would be parsed twice.
with kept as (
    insert into letters (company_id, id, message_id, mail, document, template_id, template_version)
    select $1, n.id, n.message_id, n.mail, n.document, n.template_id, n.template_version
    from unnest($5::uuid[], $6::text[], $7::text[], $8::text[], $9::uuid[], $10::integer[])
        as n (id, message_id, mail, document, template_id, template_version)
)
update dispatches d
set state = 'sending', lease_token = $2, lease_until = $3, attempt_count = d.attempt_count + 1,
    letter_id = n.letter_id, recipient = n.recipient, pay_by_on = n.pay_by_on, leads = n.leads,
    interest = n.interest, interest_until = n.interest_until, compensation = n.compensation
from json_to_recordset($4::json) as n (
    id uuid, letter_id uuid, recipient text, pay_by_on date, leads boolean, interest numeric, interest_until date,
    compensation numeric)
where d.company_id = $1 and d.id = n.id
