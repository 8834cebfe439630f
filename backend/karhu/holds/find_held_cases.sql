-- The cases that holds bear on, oldest due date first, with what an exception tells of them.
-- Reads: holds, held_invoices, cases (cases_invoice), invoices (invoices_customer). Writes: nothing.
select h.id as hold_id, k.id as case_id, k.step_number, k.invoice_id, k.customer_id, k.rule_id
from holds h
join invoices i on i.company_id = $1 and i.customer_id = h.customer_id and i.open > 0
    and (i.id = h.invoice_id
         or h.scope = 'customer' and h.kind <> 'payment_plan'
         or exists (select from held_invoices p
                    where p.company_id = $1 and p.hold_id = h.id and p.invoice_id = i.id))
join cases k on k.company_id = $1 and k.invoice_id = i.id and k.state <> 'closed'
where h.company_id = $1 and h.id = any($2::uuid[])
order by h.id, i.due_on, i.id
