-- How an invoice was sent out, and the paper of its direct payment.
-- Reads: first_dispatches (first_dispatches_once), first_dispatch_papers by key. Writes: nothing.
select d.*, p.first_dispatch_id is not null as has_paper
from first_dispatches d
left join first_dispatch_papers p on p.company_id = $1 and p.first_dispatch_id = d.id
where d.company_id = $1 and d.invoice_id = $2
order by d.what = 'invoice' desc
