-- How many exceptions a list has in all.
-- Reads: exceptions (exceptions_found), invoices. Writes: nothing.
select count(*)
from exceptions x
join invoices i on i.company_id = $1 and i.id = x.invoice_id
where x.company_id = $1 and x.mended_at is null and x.found_on > $2
  and (x.acknowledged_at is not null) = $3
  and ($4::text is null or x.cause = $4)
  and i.open > 0
