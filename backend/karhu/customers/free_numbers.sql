-- Numbers that no customer has yet, counting on from the last key.
-- Reads: companies, customers (customers_number). Writes: nothing.
-- As many candidates as there are customers may be taken, so that many more are looked at.
select n::text as number
from companies o
cross join lateral generate_series(
    o.last_customer_key + 1,
    o.last_customer_key + $2::integer + (select count(*)::integer from customers where company_id = $1)
) as n
where o.id = $1
  and not exists (select from customers where company_id = $1 and number = n::text)
order by n
limit $2
