-- Adds interest orders, with the company's own comment unless another is given.
-- Reads: companies by key. Writes: interest_orders.
insert into interest_orders (company_id, id, key, customer_id, currency, total, lines, comment, actor,
                             ordered_on, created_at, updated_at)
select $1, n.id, n.key, n.customer_id, n.currency, n.total, n.lines,
       coalesce($3::text, o.interest_invoice_comment), $4, $5, $6, $6
from json_to_recordset($2::json) as n (
    id uuid, key integer, customer_id uuid, currency text, total numeric, lines jsonb)
join companies o on o.id = $1
