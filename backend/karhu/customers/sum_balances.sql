-- What a customer owes in each currency; credit notes count against it.
-- Reads: invoices (invoices_customer). Writes: nothing.
select i.currency, sum(i.open) as open, coalesce(sum(i.open) filter (where i.due_on < $3), 0) as overdue
from invoices i
where i.company_id = $1 and i.customer_id = $2 and i.open <> 0
group by i.currency
order by i.currency
