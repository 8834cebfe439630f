-- The cases that holds bear on, oldest due date first, with what an exception tells of them.
-- Reads: holds, held_invoices, invoices (invoices_customer), case_items (case_items_inside), cases
-- (cases_invoice, primary key). Writes: nothing.
select h.id as hold_id, k.id as case_id, k.step_number, i.id as invoice_id, k.customer_id, k.rule_id
from holds h
join invoices i on i.company_id = $1 and i.customer_id = h.customer_id and i.open > 0
    and (i.id = h.invoice_id
         or h.scope = 'customer' and h.kind <> 'payment_plan'
         or exists (select from held_invoices p
                    where p.company_id = $1 and p.hold_id = h.id and p.invoice_id = i.id))
cross join lateral (
    select * from cases
    where company_id = $1 and id = coalesce(
        (select t.case_id from case_items t
         where t.company_id = $1 and t.invoice_id = i.id and t.left_on is null),
        (select o.id from cases o where o.company_id = $1 and o.invoice_id = i.id))
    limit 1
) k
where h.company_id = $1 and h.id = any($2::uuid[]) and k.state <> 'closed'
order by h.id, i.due_on, i.id
