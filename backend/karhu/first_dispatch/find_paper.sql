-- The paper of an invoice that went out, or may have.
-- Reads: first_dispatches (first_dispatches_once), first_dispatch_papers by key. Writes: nothing.
select p.pdf
from first_dispatches d
join first_dispatch_papers p on p.company_id = $1 and p.first_dispatch_id = d.id
where d.company_id = $1 and d.invoice_id = $2 and d.what = 'invoice'
  and (d.state in ('sending', 'sent') or d.reason = 'outcome_unknown')
