-- Writes the rows of invoices in place of those that were known.
-- Reads: nothing. Writes: invoice_items (its key).
insert into invoice_items (company_id, invoice_id, items)
select $1, n.invoice_id, n.items
from json_to_recordset($2::json) as n (invoice_id uuid, items jsonb)
on conflict (company_id, invoice_id) do update set items = excluded.items
