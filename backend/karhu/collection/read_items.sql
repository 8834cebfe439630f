-- What was ever moved into a case, the oldest first.
-- Reads: case_items (primary key), invoices by key. Writes: nothing.
select t.invoice_id, t.moved_in_on, t.left_on, t.left_reason, i.number, i.due_on
from case_items t
join invoices i on i.company_id = $1 and i.id = t.invoice_id
where t.company_id = $1 and t.case_id = $2
order by i.due_on, i.number
