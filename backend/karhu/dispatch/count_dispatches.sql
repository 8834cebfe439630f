-- How many outward messages a list has in all.
-- Reads: dispatches, invoices, customers, recipients. Writes: nothing.
select count(*)
from dispatches d
join invoices i on i.company_id = $1 and i.id = d.invoice_id
join customers c on c.company_id = $1 and c.id = d.customer_id
left join recipients r on r.company_id = $1 and r.id = d.recipient_id
where d.company_id = $1
  and (d.leads or $3::uuid is not null)
  and ($2::text is null or d.state = $2)
  and ($3::uuid is null or d.invoice_id = $3)
  and ($4::uuid is null or d.customer_id = $4)
  and ($5::uuid is null or d.rule_id = $5)
  and ($6::text is null or d.step = $6)
  and ($7::text is null or i.number ilike $7 or c.name ilike $7 or d.recipient ilike $7
       or r.name ilike $7)
