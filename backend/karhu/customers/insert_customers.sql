-- Adds customers.
-- Reads: nothing. Writes: customers.
insert into customers (
    company_id, created_at, updated_at,
    id, key, external_id, number, kind, name, business_id, email, phone, einvoice_address,
    einvoice_operator, street, postcode, city, country, language, has_collection_ban,
    has_consumer_einvoice, has_direct_debit, rule_id, is_placed_by_default, automation_since,
    interest_basis, interest_percent, name_order
)
select $1, $2, $2, n.*
from unnest(
    $3::uuid[], $4::integer[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
    $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::text[],
    $17::text[], $18::text[], $19::boolean[], $20::boolean[], $21::boolean[], $22::uuid[],
    $23::boolean[], $24::date[], $25::text[], $26::numeric[], $27::text[]
) as n
