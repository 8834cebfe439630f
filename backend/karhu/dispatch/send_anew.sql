-- Proposes a message once more that came back, to the customer's address of now. The one that came
-- back stays as it is, with what it cost.
-- Reads: customers by key. Writes: dispatches.
insert into dispatches (company_id, id, case_id, step_number, round, invoice_id, customer_id, rule_id,
                        step, channel, state, recipient, send_after, decided_on, pay_by_on, fee,
                        fee_basis, interest, interest_until, compensation)
select $1, $3, d.case_id, d.step_number,
       1 + (select max(o.round) from dispatches o where o.company_id = $1 and o.case_id = d.case_id
            and o.step_number = d.step_number),
       d.invoice_id, d.customer_id, d.rule_id, d.step, d.channel, 'proposed',
       case when d.channel = 'email' then coalesce(c.email, d.recipient) else d.recipient end,
       $4, d.decided_on, d.pay_by_on, d.fee, d.fee_basis, d.interest, d.interest_until, d.compensation
from dispatches d
join customers c on c.company_id = $1 and c.id = d.customer_id
where d.company_id = $1 and d.id = $2
