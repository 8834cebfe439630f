-- The newest message of each case that was not taken back, in the order of their debtors.
-- Reads: cases by key, dispatches (dispatches_invoice), customers. Writes: nothing.
select d.*
from cases k
join customers c on c.company_id = $1 and c.id = k.customer_id
join lateral (
    select * from dispatches o
    where o.company_id = $1 and o.invoice_id = k.invoice_id and o.state <> 'cancelled'
    order by o.id desc limit 1
) d on $3::text is null or d.channel = $3
where k.company_id = $1 and k.id = any($2::uuid[])
order by c.name_order, d.invoice_id
limit $4 offset $5
