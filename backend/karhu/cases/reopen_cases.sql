-- Reopens the cases of invoices that were settled and are owed again (a reversed payment).
-- Reads: invoices. Writes: cases.
update cases k
set state = 'open', closed_on = null, close_reason = null, next_on = $2
from invoices i
where k.company_id = $1 and k.state = 'closed' and k.close_reason = 'settled'
  and i.company_id = $1 and i.id = k.invoice_id and i.open > 0
returning k.id, k.invoice_id, k.customer_id, k.rule_id
