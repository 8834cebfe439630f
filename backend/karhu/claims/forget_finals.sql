-- Forgets the final interest of invoices that the ledger of record opened again or moved.
-- Reads: invoices by key. Writes: claims.
update claims f
set interest_final = null, interest_final_on = null, interest_final_periods = null
from invoices i
where f.company_id = $1 and f.interest_final_on is not null
  and i.company_id = $1 and i.id = f.invoice_id
  and (i.settled_on is distinct from f.interest_final_on or i.settled_on <= i.due_on)
