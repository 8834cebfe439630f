-- The numbers of invoices, with what a letter to their customer needs to say of it.
-- Reads: invoices, customers by key. Writes: nothing.
select i.id, i.number, i.due_on, c.language, c.email, c.name as customer_name, c.street, c.postcode,
       c.city
from invoices i
join customers c on c.company_id = $1 and c.id = i.customer_id
where i.company_id = $1 and i.id = any($2::uuid[])
