-- A new company with the settings that its country suggests.
-- Reads: nothing. Writes: companies.
insert into companies (id, office_id, name, business_id, country, time_zone, language, currency,
                       sender_name, sender_email, created_at, updated_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $3, $9, $10, $10)
returning *
