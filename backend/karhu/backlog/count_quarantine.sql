-- How many cases a list of the quarantine has in all.
-- Reads: cases (cases_quarantined), invoices, customers. Writes: nothing.
select count(*)
from cases k
join invoices i on i.company_id = $1 and i.id = k.invoice_id and i.open > 0
join customers c on c.company_id = $1 and c.id = k.customer_id
where k.company_id = $1 and k.state = 'quarantined'
  and ($2::uuid is null or k.customer_id = $2)
  and ($3::text is null or i.currency = $3)
  and ($4::date is null or i.due_on >= $4)
  and ($5::date is null or i.due_on < $5)
  and ($6::text is null or c.name ilike $6 or i.number ilike $6)
