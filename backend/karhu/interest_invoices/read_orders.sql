-- A page of interest orders, newest first, each with the interest invoice if the ledger told of it.
-- Reads: interest_orders (by key, interest_orders_state, interest_orders_customer), customers by key,
-- invoices (invoices_number). Writes: nothing.
with matching as not materialized (
    select o.*
    from interest_orders o
    where o.company_id = $1
      and ($2::uuid is null or o.id = $2)
      and ($3::uuid[] is null or o.id = any($3))
      and ($4::text is null or o.state = $4)
      and ($5::uuid is null or o.customer_id = $5)
)
select m.id, m.key, m.customer_id, c.number as customer_number, c.name as customer_name, m.currency,
       m.total, m.comment, m.state, m.invoice_number, i.id as invoice_id, m.ordered_on, m.actor,
       m.created_at, m.updated_at, jsonb_array_length(m.lines) as line_count,
       case when $8 then m.lines end as lines,
       case when $9 then (select count(*) from matching) end as total_count
from matching m
join customers c on c.company_id = $1 and c.id = m.customer_id
left join invoices i on i.company_id = $1 and i.number = m.invoice_number
where $6::integer is null or m.key < $6
order by m.key desc
limit $7
