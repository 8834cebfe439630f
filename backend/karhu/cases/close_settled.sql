-- Closes the cases of invoices settled since a day.
-- Reads: invoices (invoices_settled). Writes: cases.
update cases k
set state = 'closed', closed_on = $2, close_reason = 'settled', next_on = null
from invoices i
where i.company_id = $1 and i.settled_on >= $3 and i.open = 0
  and k.company_id = $1 and k.invoice_id = i.id and k.state <> 'closed'
returning k.id, k.invoice_id, k.customer_id, k.rule_id
