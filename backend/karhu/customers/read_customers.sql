-- A page of customers by name with the counts of their open invoices; all filters are optional.
-- Reads: customers (customers_name, primary key), rules, invoices (invoices_customer).
-- Writes: nothing.
with matching as not materialized (
    select c.*
    from customers c
    where c.company_id = $1
      and ($3::uuid is null or c.id = $3)
      and ($4::text is null or c.external_id = $4)
      and ($5::text is null or c.number = $5)
      and ($6::uuid is null or c.rule_id = $6)
      and ($7::text is null or c.kind = $7)
      and ($8::text is null or c.country = $8)
      and ($9::text is null
           or strpos(c.name_order, $9) > 0
           or strpos(lower(c.number), $10) > 0
           or strpos(lower(c.business_id), $10) > 0
           or strpos(lower(c.email), $10) > 0
           or strpos(lower(c.external_id), $10) > 0)
      and ($11::boolean is null or $11 = exists (
           select from invoices i
           where i.company_id = $1 and i.customer_id = c.id and i.open > 0 and i.due_on < $2))
),
page as (
    select * from matching m
    where $12::text is null or (m.name_order, m.id) > ($12, $13::uuid)
    order by m.name_order, m.id
    limit $14
)
select page.*, r.name as rule_name, counts.open_count, counts.overdue_count,
       case when $15 then (select count(*) from matching) end as total_count
from page
join rules r on r.company_id = $1 and r.id = page.rule_id
cross join lateral (
    select count(*) as open_count, count(*) filter (where i.due_on < $2) as overdue_count
    from invoices i
    where i.company_id = $1 and i.customer_id = page.id and i.open > 0
) as counts
order by page.name_order, page.id
