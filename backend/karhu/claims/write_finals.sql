-- Keeps the final interest of invoices, each named once: nothing of what was written off, and none of
-- what is owed again.
-- Reads: allocations (allocations_invoice), payments by key. Writes: claims by key.
insert into claims as f (company_id, invoice_id, interest_final, interest_final_on,
                         interest_final_periods)
select $1, n.invoice_id,
       case when w.is_written_off and n.interest_final is not null then 0 else n.interest_final end,
       n.interest_final_on,
       case when w.is_written_off then '[]' else n.interest_final_periods end
from json_to_recordset($2::json) as n (
    invoice_id uuid, interest_final numeric, interest_final_on date, interest_final_periods jsonb)
cross join lateral (
    select exists (
        select from allocations a
        join payments p on p.company_id = $1 and p.id = a.payment_id
        where a.company_id = $1 and a.invoice_id = n.invoice_id and p.kind = 'write_off'
    ) as is_written_off
) as w
on conflict (company_id, invoice_id) do update
set interest_final = excluded.interest_final,
    interest_final_on = excluded.interest_final_on,
    interest_final_periods = excluded.interest_final_periods
