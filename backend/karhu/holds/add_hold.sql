-- Sets a hold; returns nothing where an active one of its kind is on the same thing already.
-- Reads: holds (holds_once). Writes: holds.
insert into holds (company_id, id, kind, scope, customer_id, invoice_id, from_on, until_on, afterwards,
                   reason, disputed_amount, currency, grace_days, set_by, created_at, updated_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $15)
on conflict (company_id, coalesce(invoice_id, customer_id), kind) where state = 'active' do nothing
returning id
