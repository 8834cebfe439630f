-- Numbers that no customer has yet, counting on from the last key. They begin with K, so that a
-- number that the ledger of record gives later does not mean somebody whom Karhu numbered.
-- Reads: companies, customers (customers_number). Writes: nothing.
-- As many candidates as there are customers may be taken, so that many more are looked at.
select 'K' || n as number
from companies o
cross join lateral generate_series(
    o.last_customer_key + 1,
    o.last_customer_key + $2::integer + (select count(*)::integer from customers where company_id = $1)
) as n
where o.id = $1
  and not exists (select from customers where company_id = $1 and number = 'K' || n)
order by n
limit $2
