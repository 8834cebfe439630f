-- A debtor as papers address them.
-- Reads: customers by key. Writes: nothing.
select id, kind, name as customer_name, language, country, business_id, email, phone, street, postcode,
       city, einvoice_address, einvoice_operator
from customers where company_id = $1 and id = $2
