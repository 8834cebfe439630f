-- Writes the outward messages of decided steps. The unique index dispatches_once refuses a second
-- one for the same step; a repeat after a refusal by the channel is a further round.
-- Reads: dispatches. Writes: dispatches.
insert into dispatches (company_id, id, case_id, step_number, round, invoice_id, customer_id, rule_id,
                        step, channel, state, recipient, send_after, decided_on, pay_by_on, fee,
                        fee_basis, fee_before)
select $1, n.id, n.case_id, n.step_number,
       case when n.is_repeat then
           1 + (select count(*) from dispatches o where o.company_id = $1 and o.case_id = n.case_id
                and o.step_number = n.step_number and o.state <> 'cancelled') else 1 end,
       n.invoice_id, n.customer_id, n.rule_id, n.step, n.channel, n.state, n.recipient, $2, $3,
       n.pay_by_on, n.fee, n.fee_basis, n.fee_before::jsonb
from unnest($4::uuid[], $5::uuid[], $6::smallint[], $7::bool[], $8::uuid[], $9::uuid[], $10::uuid[],
            $11::text[], $12::text[], $13::text[], $14::text[], $15::date[], $16::numeric[],
            $17::text[], $18::text[])
    as n (id, case_id, step_number, is_repeat, invoice_id, customer_id, rule_id, step, channel,
          state, recipient, pay_by_on, fee, fee_basis, fee_before)
