-- Writes the outward messages of steps that a person chose, each with the claim before it; a letter about
-- a whole case is a message an invoice and recipient. One that failed before leaves its round to it.
-- Reads: dispatches (dispatches_once), claims by key. Writes: dispatches.
insert into dispatches (company_id, id, case_id, step_number, round, invoice_id, customer_id, rule_id,
                        step, channel, state, recipient, send_after, decided_on, pay_by_on, fee,
                        fee_basis, interest, interest_until, compensation, claim_before,
                        is_collective, leads, is_by_hand, place_before, interest_on, text,
                        recognises_income, recipient_id, is_copy)
select $1, n.id, n.case_id, n.step_number,
       1 + coalesce((select max(o.round) from dispatches o where o.company_id = $1
                     and o.case_id = n.case_id and o.step_number = n.step_number
                     and o.state <> 'cancelled'), 0),
       n.invoice_id, n.customer_id, n.rule_id, n.step, n.channel, n.state, n.recipient, $2, $3,
       n.pay_by_on, n.fee, n.fee_basis, n.interest, n.interest_until, n.compensation,
       case when n.state = 'queued' and (n.fee is not null or n.interest is not null) then (
           select jsonb_build_object('fee', f.fee::text, 'fee_basis', f.fee_basis,
                                     'fee_dispatch_id', f.fee_dispatch_id,
                                     'fee_count', f.fee_count, 'interest', f.interest::text,
                                     'interest_until', f.interest_until,
                                     'interest_dispatch_id', f.interest_dispatch_id,
                                     'compensation', f.compensation::text)
           from claims f where f.company_id = $1 and f.invoice_id = n.invoice_id) end,
       n.is_collective, n.leads, true, n.place_before, n.interest_on, n.text, n.recognises_income,
       n.recipient_id, n.is_copy
from json_to_recordset($4::json) as n (
    id uuid, case_id uuid, step_number smallint, invoice_id uuid, customer_id uuid, rule_id uuid,
    step text, channel text, state text, recipient text, pay_by_on date, fee numeric, fee_basis text,
    interest numeric, interest_until date, compensation numeric, is_collective boolean, leads boolean,
    place_before jsonb, interest_on date, text text, recognises_income text,
    recipient_id uuid, is_copy boolean)
