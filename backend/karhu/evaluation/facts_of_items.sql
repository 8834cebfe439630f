-- The facts of every invoice inside cases of all that a customer owes; $2 null: of all open ones.
-- Reads: cases (primary key), case_items (primary key), invoices, customers, claims, decisions by
-- key, holds (holds_felt). Writes: nothing.
select {columns}
from cases k
join case_items t on t.company_id = $1 and t.case_id = k.id and t.left_on is null
join invoices i on i.company_id = $1 and i.id = t.invoice_id
join customers c on c.company_id = $1 and c.id = i.customer_id
left join claims f on f.company_id = $1 and f.invoice_id = i.id
left join decisions d on d.company_id = $1 and d.case_id = k.id and d.step_number = k.step_number
{joins}
where k.company_id = $1 and k.scope = 'customer' and k.state <> 'closed'
  and ($2::uuid[] is null or k.id = any($2))
