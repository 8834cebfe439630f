-- Writes the outward messages of decided steps. The unique index dispatches_once refuses a second
-- one for the same step; a repeat after a refusal by the channel is a further round.
-- Reads: staged, claims by key, dispatches for repeats. Writes: dispatches. The claim before is
-- a subquery and not a join: nothing is known of a staged table's size, and a join was quadratic.
insert into dispatches (company_id, id, case_id, step_number, round, invoice_id, customer_id, rule_id,
                        step, channel, state, recipient, send_after, decided_on, pay_by_on, fee,
                        fee_basis, interest, interest_until, compensation, claim_before)
select $1, s.dispatch_id, s.case_id, s.step_number,
       case when s.is_repeat then
           1 + (select count(*) from dispatches o where o.company_id = $1 and o.case_id = s.case_id
                and o.step_number = s.step_number and o.state <> 'cancelled') else 1 end,
       s.invoice_id, s.customer_id, s.rule_id, s.step, s.channel, s.dispatch_state, s.recipient, $2,
       $3, s.pay_by_on, s.fee, s.fee_basis, s.interest, s.interest_until, s.compensation,
       case when s.fee is not null or s.interest is not null then (
           select jsonb_build_object('fee', f.fee::text, 'fee_basis', f.fee_basis,
                                     'fee_dispatch_id', f.fee_dispatch_id,
                                     'fee_count', f.fee_count, 'interest', f.interest::text,
                                     'interest_until', f.interest_until,
                                     'interest_dispatch_id', f.interest_dispatch_id,
                                     'compensation', f.compensation::text)
           from claims f where f.company_id = $1 and f.invoice_id = s.invoice_id) end
from staged s
where s.outcome = 'act'
