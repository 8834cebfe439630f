-- One outward message, with what a list shows.
-- Reads: dispatches by key, invoices, customers. Writes: nothing.
select d.*, i.number, i.currency, i.open, c.name as customer_name
from dispatches d
join invoices i on i.company_id = $1 and i.id = d.invoice_id
join customers c on c.company_id = $1 and c.id = d.customer_id
where d.company_id = $1 and d.id = $2
