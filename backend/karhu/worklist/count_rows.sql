-- How many rows a tab has in all.
-- Reads: invoices (invoices_open_due, invoices_zero), customers, cases (cases_invoice). Writes: nothing.
select count(*)
from {rows}
  and ($6 = 'list' or place.tab = $6)
  and ($7::text is null or i.number ilike $7 or c.name ilike $7)
  and ($8::boolean is null or place.is_reached = $8)
