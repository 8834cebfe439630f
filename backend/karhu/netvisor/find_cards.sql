-- Customers by key with all that was kept of them, and the rule they are in.
-- Reads: customers (unique key), rules by primary key. Writes: nothing.
select c.*, r.name as rule_name, r.key as rule_key
from customers c
join rules r on r.company_id = c.company_id and r.id = c.rule_id
where c.company_id = $1 and c.key = any($2::integer[])
