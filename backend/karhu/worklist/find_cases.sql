-- The cases that a person chose, locked, with their letters that are not settled yet.
-- Reads: cases by key, invoices, customers, dispatches (dispatches_invoice). Writes: nothing.
select k.id, k.invoice_id, k.customer_id, k.rule_id, i.number, c.name as customer_name,
       w.id as dispatch_id, w.state as letter_state, w.step_number as letter_step_number, w.send_after
from cases k
join invoices i on i.company_id = $1 and i.id = k.invoice_id
join customers c on c.company_id = $1 and c.id = k.customer_id
left join lateral (
    select id, state, step_number, send_after from dispatches d
    where d.company_id = $1 and d.invoice_id = k.invoice_id
      and d.state in ('proposed', 'queued', 'sending', 'unknown')
    order by d.id desc limit 1
) w on true
where k.company_id = $1 and k.id = any($2::uuid[])
order by k.id
for update of k
