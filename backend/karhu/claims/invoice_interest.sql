-- Moves interest of invoices, each named once, onto interest invoices. Letters claim no more of it than
-- was paid, no cancelled letter claims it anew, and what was booked as income when they went is out of
-- the books: its voucher is the caller's.
-- Reads: nothing. Writes: claims by key.
update claims f
set interest_invoiced = f.interest_invoiced + n.amount,
    interest = f.interest_paid,
    interest_booked = least(f.interest_booked, f.interest_paid),
    interest_dispatch_id = null
from json_to_recordset($2::json) as n (invoice_id uuid, amount numeric)
where f.company_id = $1 and f.invoice_id = n.invoice_id
