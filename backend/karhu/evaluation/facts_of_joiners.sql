-- The facts of open cases that were opened while the customer was blocked, now that a rule applies.
-- Reads: cases (cases_rule), invoices, customers, rules, holds (holds_felt). Writes: nothing.
select {columns}
from cases k
join invoices i on i.company_id = $1 and i.id = k.invoice_id
join customers c on c.company_id = $1 and c.id = i.customer_id and c.rule_id <> $2
join rules r on r.company_id = $1 and r.id = c.rule_id and r.scope = 'invoice'
left join claims f on f.company_id = $1 and f.invoice_id = k.invoice_id
left join decisions d on d.company_id = $1 and d.case_id = k.id and d.step_number = k.step_number
{joins}
where k.company_id = $1 and k.state <> 'closed' and k.rule_id = $2
