-- Notes what a person should look at, once for each case, step and cause that is not mended.
-- Reads: nothing. Writes: exceptions.
insert into exceptions (company_id, cause, detail, case_id, step_number, invoice_id, customer_id,
                        rule_id, dispatch_id, found_at, found_on)
select $1, n.cause, n.detail, n.case_id, n.step_number, n.invoice_id, n.customer_id, n.rule_id,
       n.dispatch_id, $2, $3
from unnest($4::text[], $5::text[], $6::uuid[], $7::smallint[], $8::uuid[], $9::uuid[], $10::uuid[],
            $11::uuid[])
    as n (cause, detail, case_id, step_number, invoice_id, customer_id, rule_id, dispatch_id)
on conflict (company_id, case_id, step_number, cause) where mended_at is null do nothing
