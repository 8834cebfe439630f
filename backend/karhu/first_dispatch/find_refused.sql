-- Why invoices that a person wanted to send were not queued.
-- Reads: invoices by key, first_dispatches (first_dispatches_once). Writes: nothing.
select i.id, case when d.state in ('queued', 'sending') then 'is_' || d.state
                  else 'already_sent' end as code
from invoices i
left join first_dispatches d
    on d.company_id = $1 and d.invoice_id = i.id and d.what = 'invoice'
where i.company_id = $1 and i.id = any($2::uuid[])
