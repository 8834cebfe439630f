-- How recipients are addressed; those removed since as well, for what they got is still shown.
-- Reads: recipients by key. Writes: nothing.
select id, name, street, postcode, city, country, email, phone
from recipients
where company_id = $1 and id = any($2::uuid[])
