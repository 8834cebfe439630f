-- Finds customers by id, external id or number.
-- Reads: customers (primary key, customers_external, customers_number). Writes: nothing.
select id, external_id, number from customers where company_id = $1 and id = any($2::uuid[])
union
select id, external_id, number from customers where company_id = $1 and external_id = any($3::text[])
union
select id, external_id, number from customers where company_id = $1 and number = any($4::text[])
