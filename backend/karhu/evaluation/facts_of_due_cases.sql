-- The facts of every open case whose next step may be reached, by case; an agency has the others.
-- Reads: cases (cases_next), invoices, customers, claims, decisions by key, holds (holds_felt). Writes: nothing.
select {columns}
from cases k
join invoices i on i.company_id = $1 and i.id = k.invoice_id
join customers c on c.company_id = $1 and c.id = i.customer_id
left join claims f on f.company_id = $1 and f.invoice_id = k.invoice_id
left join decisions d on d.company_id = $1 and d.case_id = k.id and d.step_number = k.step_number
{joins}
where k.company_id = $1 and k.state = 'open' and k.next_on <= $2 and k.handed_over_on is null
  and d.outcome is distinct from 'act'
