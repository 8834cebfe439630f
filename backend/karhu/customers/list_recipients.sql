-- A customer's recipients in the order in which they were added, those removed left out.
-- Reads: recipients (recipients_customer). Writes: nothing.
select id, customer_id, name, role, email, phone, street, postcode, city, country, receives_letters
from recipients
where company_id = $1 and customer_id = $2 and removed_at is null
order by id
