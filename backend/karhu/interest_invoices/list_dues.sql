-- A page of customers and currencies whose interest waits for an interest invoice: those who reach the
-- company's limit, or those who are below it.
-- Reads: claims (claims_interest_final), invoices (primary key), customers and companies by key.
-- Writes: nothing.
with waiting as (
    select i.customer_id, i.currency, count(*) as invoice_count,
           sum(f.interest_final - f.interest_paid - f.interest_invoiced) as amount,
           min(i.settled_on) as first_settled_on, max(i.settled_on) as last_settled_on
    from claims f
    join invoices i
        on i.company_id = $1 and i.id = f.invoice_id and i.settled_on = f.interest_final_on
    where f.company_id = $1 and f.interest_final > f.interest_paid + f.interest_invoiced
    group by i.customer_id, i.currency
),
matching as (
    select w.*, c.number as customer_number, c.name as customer_name, c.name_order
    from waiting w
    join companies o on o.id = $1
    join customers c on c.company_id = $1 and c.id = w.customer_id
    where (w.amount < o.interest_invoice_limit) = $2
      and ($3::text is null or strpos(c.name_order, $3) > 0 or strpos(lower(c.number), $3) > 0)
)
select m.*, case when $4 then (select count(*) from matching) end as total_count
from matching m
where $5::text is null or (m.name_order, m.customer_id, m.currency) > ($5, $6::uuid, $7::text)
order by m.name_order, m.customer_id, m.currency
limit $8
