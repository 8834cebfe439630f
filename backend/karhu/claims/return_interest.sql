-- Takes interest of invoices, each named once, back from interest invoices.
-- Reads: nothing. Writes: claims by key.
update claims f
set interest_invoiced = f.interest_invoiced - n.amount
from json_to_recordset($2::json) as n (invoice_id uuid, amount numeric)
where f.company_id = $1 and f.invoice_id = n.invoice_id
