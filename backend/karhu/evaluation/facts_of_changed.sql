-- The facts of cases whose invoice was changed since an instant.
-- Reads: invoices (invoices_changed), customers, cases (cases_invoice), decisions by key, holds (holds_felt).
-- Writes: nothing.
select {columns}
from invoices i
join cases k on k.company_id = $1 and k.invoice_id = i.id and k.state <> 'closed'
join customers c on c.company_id = $1 and c.id = i.customer_id
left join claims f on f.company_id = $1 and f.invoice_id = i.id
left join decisions d on d.company_id = $1 and d.case_id = k.id and d.step_number = k.step_number
{joins}
where i.company_id = $1 and i.updated_at >= $2
