-- The open cases of all that these customers owe, held until the transaction ends.
-- Reads: cases (cases_one_a_customer). Writes: nothing.
select * from cases
where company_id = $1 and scope = 'customer' and state <> 'closed' and customer_id = any($2::uuid[])
for update
