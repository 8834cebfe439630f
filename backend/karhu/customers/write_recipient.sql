-- Adds a recipient or brings it up to date.
-- Reads: nothing. Writes: recipients.
insert into recipients as r (company_id, created_at, updated_at, id, customer_id, name, role, email,
                             phone, street, postcode, city, country, receives_letters)
values ($1, $2, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
on conflict (company_id, id) do update
set updated_at = excluded.updated_at, name = excluded.name, role = excluded.role,
    email = excluded.email, phone = excluded.phone, street = excluded.street,
    postcode = excluded.postcode, city = excluded.city, country = excluded.country,
    receives_letters = excluded.receives_letters
