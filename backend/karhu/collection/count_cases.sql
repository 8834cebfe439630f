-- How many cases of all that customers owe a list has.
-- Reads: cases (cases_one_a_customer, cases_customer), customers by key. Writes: nothing.
select count(*)
from cases k
join customers c on c.company_id = $1 and c.id = k.customer_id
where k.company_id = $1 and k.scope = 'customer'
  and ($2::text is null or (k.state = 'closed') = ($2 = 'closed'))
  and ($3::uuid is null or k.customer_id = $3)
  and ($4::text is null or c.name ilike $4 or k.reference ilike $4)
