-- The facts of every open invoice that is due and has no case yet. Where a rule looks at all that a
-- customer owes, nothing is taken up: a person moves it (R260).
-- Reads: invoices (invoices_open_due), customers, rules, cases (cases_invoice), holds
-- (holds_felt). Writes: nothing.
select {columns}
from invoices i
join customers c on c.company_id = $1 and c.id = i.customer_id
join rules r on r.company_id = $1 and r.id = c.rule_id and r.scope = 'invoice'
left join claims f on f.company_id = $1 and f.invoice_id = i.id
left join cases k on k.company_id = $1 and k.invoice_id = i.id
left join decisions d on false
{joins}
where i.company_id = $1 and i.open <> 0 and i.due_on <= $2 and k.id is null
