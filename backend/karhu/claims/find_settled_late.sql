-- A batch of invoices that were settled late and whose final interest is not counted for that day.
-- Reads: invoices (invoices_settled_late), claims by key. Writes: nothing.
select i.id
from invoices i
left join claims f on f.company_id = $1 and f.invoice_id = i.id
where i.company_id = $1 and i.kind = 'invoice' and i.settled_on > i.due_on and i.id > $2
  and f.interest_final_on is distinct from i.settled_on
order by i.id
limit $3
