-- A page of what a person should look at, newest first; older than the days given has left.
-- Reads: exceptions (exceptions_found), invoices, customers. Writes: nothing.
select x.*, i.number, c.name as customer_name, v.steps -> (x.step_number - 1) ->> 'kind' as step
from exceptions x
join invoices i on i.company_id = $1 and i.id = x.invoice_id
join customers c on c.company_id = $1 and c.id = x.customer_id
left join cases k on k.company_id = $1 and k.id = x.case_id
left join rule_versions v on v.company_id = $1 and v.rule_id = k.rule_id and v.version = k.rule_version
where x.company_id = $1 and x.mended_at is null and x.found_on > $2
  and (x.acknowledged_at is not null) = $3
  and ($4::text is null or x.cause = $4)
  and ($5::uuid is null or x.id = $5)
  and ($6::date is null or (x.found_on, x.id) < ($6, $7::uuid))
  and i.open > 0
order by x.found_on desc, x.id desc
limit $8
