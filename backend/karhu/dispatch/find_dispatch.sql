-- One outward message, with what a list shows.
-- Reads: dispatches by key, invoices, customers, letters. Writes: nothing.
select d.*, i.number, i.currency, i.open, c.name as customer_name, l.message_id
from dispatches d
join invoices i on i.company_id = $1 and i.id = d.invoice_id
join customers c on c.company_id = $1 and c.id = d.customer_id
left join letters l on l.company_id = $1 and l.id = d.letter_id
where d.company_id = $1 and d.id = $2
