-- A page of the cases in quarantine: a customer's together, the oldest due date first.
-- Reads: cases (cases_quarantined), invoices, customers, rules, rule_versions. Writes: nothing.
select k.id as case_id, k.invoice_id, i.number as invoice_number, k.customer_id,
       c.name as customer_name, c.name_order, k.rule_id, r.name as rule_name, i.currency, i.open,
       i.due_on, $2::date - i.due_on as days_overdue, i.reminded_on, i.noticed_on, i.collected_on,
       (select coalesce(array_agg(s.step ->> 'kind' order by s.place), '{}')
        from jsonb_array_elements(v.steps) with ordinality s (step, place)) as steps
from cases k
join invoices i on i.company_id = $1 and i.id = k.invoice_id and i.open > 0
join customers c on c.company_id = $1 and c.id = k.customer_id
join rules r on r.company_id = $1 and r.id = k.rule_id
join rule_versions v on v.company_id = $1 and v.rule_id = k.rule_id and v.version = k.rule_version
where k.company_id = $1 and k.state = 'quarantined'
  and ($3::uuid is null or k.customer_id = $3)
  and ($4::text is null or i.currency = $4)
  and ($5::date is null or i.due_on >= $5)
  and ($6::date is null or i.due_on < $6)
  and ($7::text is null or c.name ilike $7 or i.number ilike $7)
  and ($8::text is null or (c.name_order, k.customer_id, i.due_on, k.id)
       > ($8, $9::uuid, $10::date, $11::uuid))
order by c.name_order, k.customer_id, i.due_on, k.id
limit $12
