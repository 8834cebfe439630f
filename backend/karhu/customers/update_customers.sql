-- Brings customers up to date; their keys stay.
-- Reads: nothing. Writes: customers (primary key).
update customers c
set version = c.version + 1, updated_at = $2,
    external_id = n.external_id, number = n.number, kind = n.kind, name = n.name,
    business_id = n.business_id, email = n.email, phone = n.phone,
    einvoice_address = n.einvoice_address, einvoice_operator = n.einvoice_operator,
    street = n.street, postcode = n.postcode, city = n.city, country = n.country,
    language = n.language, has_collection_ban = n.has_collection_ban,
    has_consumer_einvoice = n.has_consumer_einvoice, has_direct_debit = n.has_direct_debit,
    rule_id = n.rule_id, is_placed_by_default = n.is_placed_by_default,
    automation_since = n.automation_since, interest_basis = n.interest_basis,
    interest_percent = n.interest_percent, name_order = n.name_order
from unnest(
    $3::uuid[], $4::integer[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
    $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::text[],
    $17::text[], $18::text[], $19::boolean[], $20::boolean[], $21::boolean[], $22::uuid[],
    $23::boolean[], $24::date[], $25::text[], $26::numeric[], $27::text[]
) as n (
    id, key, external_id, number, kind, name, business_id, email, phone, einvoice_address,
    einvoice_operator, street, postcode, city, country, language, has_collection_ban,
    has_consumer_einvoice, has_direct_debit, rule_id, is_placed_by_default, automation_since,
    interest_basis, interest_percent, name_order
)
where c.company_id = $1 and c.id = n.id
