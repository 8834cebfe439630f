-- Proposes the messages of a letter once more that came back, to the recipient's or the customer's address of
-- now. Those that came back stay as they are, with what they cost. While the letter to another recipient
-- stands ($5) they are of its round, else of a new one.
-- Reads: customers, recipients by key, dispatches (dispatches_once). Writes: dispatches.
insert into dispatches (company_id, id, case_id, step_number, round, invoice_id, customer_id, rule_id,
                        step, channel, state, recipient, send_after, decided_on, pay_by_on, fee,
                        fee_basis, interest, interest_until, compensation, is_collective, leads,
                        is_by_hand, interest_on, text, recognises_income, recipient_id, is_copy)
select $1, n.new_id, d.case_id, d.step_number,
       case when $5 then d.round else
           1 + (select max(o.round) from dispatches o where o.company_id = $1 and o.case_id = d.case_id
                and o.step_number = d.step_number) end,
       d.invoice_id, d.customer_id, d.rule_id, d.step, d.channel, 'proposed',
       case when d.channel <> 'email' then d.recipient
            else coalesce(case when r.id is null then c.email else r.email end, d.recipient) end,
       $4, d.decided_on, d.pay_by_on, d.fee, d.fee_basis, d.interest, d.interest_until, d.compensation,
       d.is_collective, d.leads, d.is_by_hand, d.interest_on, d.text, d.recognises_income,
       d.recipient_id, d.is_copy and $5
from unnest($2::uuid[], $3::uuid[]) as n (id, new_id)
join dispatches d on d.company_id = $1 and d.id = n.id
join customers c on c.company_id = $1 and c.id = d.customer_id
left join recipients r on r.company_id = $1 and r.id = d.recipient_id
