-- Finds customers by id, external id or number, in the order of customer.Customer.
-- Reads: customers (primary key, customers_external, customers_number). Writes: nothing.
select id, key, external_id, number, kind, name, business_id, email, phone, einvoice_address,
       einvoice_operator, street, postcode, city, country, language, has_collection_ban,
       has_consumer_einvoice, has_direct_debit, rule_id, is_placed_by_default, automation_since,
       interest_basis, interest_percent
from customers
where company_id = $1 and id in (
    select unnest($2::uuid[])
    union select id from customers where company_id = $1 and external_id = any($3::text[])
    union select id from customers where company_id = $1 and number = any($4::text[])
)
