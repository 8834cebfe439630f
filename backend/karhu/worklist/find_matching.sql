-- The cases of all rows that a tab shows with its filters, oldest due date first.
-- Reads: invoices (invoices_open_due, invoices_zero), customers, cases (cases_invoice). Writes: nothing.
select k.id
from {rows}
  and ($6 = 'list' or place.tab = $6)
  and ($7::text is null or i.number ilike $7 or c.name ilike $7)
  and ($8::boolean is null or place.is_reached = $8)
  and k.id is not null
order by i.due_on, i.id
limit $9
