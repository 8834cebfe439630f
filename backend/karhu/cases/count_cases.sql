-- How many cases a list has in all.
-- Reads: cases, invoices, customers, rule_versions. Writes: nothing.
select count(*)
from cases k
join invoices i on i.company_id = $1 and i.id = k.invoice_id
join customers c on c.company_id = $1 and c.id = k.customer_id
join rule_versions v on v.company_id = $1 and v.rule_id = k.rule_id and v.version = k.rule_version
where k.company_id = $1
  and ($2::text is null or k.state = $2)
  and ($3::uuid is null or k.rule_id = $3)
  and ($4::text is null or v.steps -> (k.step_number - 1) ->> 'kind' = $4)
  and ($5::uuid is null or k.customer_id = $5)
  and ($6::text is null or i.number ilike $6 or c.name ilike $6)
