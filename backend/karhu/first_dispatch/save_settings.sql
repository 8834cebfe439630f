-- Writes a company's settings of the automatic dispatch, as they are after an edit.
-- Reads: nothing. Writes: first_dispatch_settings by key.
insert into first_dispatch_settings as s (
    company_id, updated_at, sources, channels, timing, alert_email, alert_phone,
    has_consumer_einvoice, sends_direct_payment_notices, sends_factoring_notices,
    factoring_company, factoring_iban, factoring_bic, is_on, activated_on, takes_since,
    next_batch_at, version)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, 2)
on conflict (company_id) do update
set updated_at = excluded.updated_at, sources = excluded.sources, channels = excluded.channels,
    timing = excluded.timing, alert_email = excluded.alert_email,
    alert_phone = excluded.alert_phone, has_consumer_einvoice = excluded.has_consumer_einvoice,
    sends_direct_payment_notices = excluded.sends_direct_payment_notices,
    sends_factoring_notices = excluded.sends_factoring_notices,
    factoring_company = excluded.factoring_company, factoring_iban = excluded.factoring_iban,
    factoring_bic = excluded.factoring_bic, is_on = excluded.is_on,
    activated_on = excluded.activated_on, takes_since = excluded.takes_since,
    next_batch_at = excluded.next_batch_at, version = s.version + 1
returning *
