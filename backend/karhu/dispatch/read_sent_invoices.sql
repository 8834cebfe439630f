-- The papers of invoices as they were sent out, the last one of each.
-- Reads: first_dispatches (first_dispatches_once), first_dispatch_papers by key. Writes: nothing.
select distinct on (d.invoice_id) d.invoice_id, p.pdf
from first_dispatches d
join first_dispatch_papers p on p.company_id = $1 and p.first_dispatch_id = d.id
where d.company_id = $1 and d.invoice_id = any($2::uuid[]) and d.what = 'invoice' and d.state = 'sent'
order by d.invoice_id, d.id desc
