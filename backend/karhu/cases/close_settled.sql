-- Closes the cases whose invoice owes no principal any more, whenever that was recorded.
-- Reads: cases, invoices by key. Writes: cases.
update cases k
set state = 'closed', closed_on = $2, close_reason = 'settled', next_on = null
from invoices i
where k.company_id = $1 and k.state <> 'closed'
  and i.company_id = $1 and i.id = k.invoice_id and (i.open = 0 or i.settled_on is not null)
returning k.id, k.invoice_id, k.customer_id, k.rule_id
