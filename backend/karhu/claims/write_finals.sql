-- Keeps the final interest of invoices, each named once, and none of what is owed again.
-- Reads: nothing. Writes: claims by key.
insert into claims as f (company_id, invoice_id, interest_final, interest_final_on,
                         interest_final_periods)
select $1, n.invoice_id, n.interest_final, n.interest_final_on, n.interest_final_periods
from json_to_recordset($2::json) as n (
    invoice_id uuid, interest_final numeric, interest_final_on date, interest_final_periods jsonb)
on conflict (company_id, invoice_id) do update
set interest_final = excluded.interest_final,
    interest_final_on = excluded.interest_final_on,
    interest_final_periods = excluded.interest_final_periods
