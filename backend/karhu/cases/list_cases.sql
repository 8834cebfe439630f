-- A page of cases by due date, with what a list shows.
-- Reads: cases, invoices, customers, rules, rule_versions. Writes: nothing.
select k.*, i.number, i.currency, i.open, i.due_on, c.name as customer_name, r.name as rule_name,
       v.steps -> (k.step_number - 1) ->> 'kind' as next_step
from cases k
join invoices i on i.company_id = $1 and i.id = k.invoice_id
join customers c on c.company_id = $1 and c.id = k.customer_id
join rules r on r.company_id = $1 and r.id = k.rule_id
join rule_versions v on v.company_id = $1 and v.rule_id = k.rule_id and v.version = k.rule_version
where k.company_id = $1
  and ($2::text is null or k.state = $2)
  and ($3::uuid is null or k.rule_id = $3)
  and ($4::text is null or v.steps -> (k.step_number - 1) ->> 'kind' = $4)
  and ($5::uuid is null or k.customer_id = $5)
  and ($6::text is null or i.number ilike $6 or c.name ilike $6)
  and ($7::date is null or (i.due_on, k.id) > ($7, $8::uuid))
order by i.due_on, k.id
limit $9
