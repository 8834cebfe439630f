-- Opens one case an invoice, pinned to a rule version; an invoice that has one keeps it.
-- Reads: nothing. Writes: cases.
insert into cases (company_id, id, invoice_id, customer_id, rule_id, rule_version, state, step_number,
                   next_on, opened_on, closed_on, close_reason, was_outside)
select $1, n.id, n.invoice_id, n.customer_id, n.rule_id, n.rule_version, n.state, 1,
       n.next_on, $2::date, case when n.state = 'closed' then $2::date end, n.close_reason, n.was_outside
from unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[], $7::int[], $8::text[], $9::date[],
            $10::text[], $11::bool[])
    as n (id, invoice_id, customer_id, rule_id, rule_version, state, next_on, close_reason, was_outside)
on conflict (company_id, invoice_id) do nothing
returning id
