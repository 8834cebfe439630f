-- Adds to the parts of one payment; a part that is there already grows.
-- Reads: nothing. Writes: allocations.
insert into allocations as a (company_id, payment_id, invoice_id, part, amount)
select $1, $2, n.invoice_id, n.part, n.amount
from json_to_recordset($3::json) as n (invoice_id uuid, part text, amount numeric)
on conflict (company_id, payment_id, invoice_id, part) do update set amount = a.amount + excluded.amount
