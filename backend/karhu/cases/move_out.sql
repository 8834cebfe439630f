-- Takes invoices out of the open cases that they are in.
-- Reads: cases by key. Writes: case_items (case_items_inside).
update case_items t
set left_on = $3, left_reason = 'moved_out'
from cases k
where t.company_id = $1 and t.invoice_id = any($2::uuid[]) and t.left_on is null
  and k.company_id = $1 and k.id = t.case_id and k.state <> 'closed'
returning t.invoice_id, t.case_id, k.customer_id, k.rule_id
