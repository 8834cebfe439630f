-- Everything of a company that a person may edit, as it is after the edit.
-- Reads: nothing. Writes: companies by primary key.
update companies
set name = $2, business_id = $3, time_zone = $4, language = $5, backlog_policy = $6,
    undo_window_minutes = $7, run_at = $8, resumes_corrected = $9, rests_on_quiet_days = $10,
    bank_data_max_age_days = $11, bank_data_until = $12, sender_name = $13, sender_email = $14,
    active_channels = $15, bank_accounts = $16, next_run_at = $17, is_housing_company = $18,
    reminder_fee_is_agreed = $19, interest_basis = $20, interest_percent = $21,
    interest_free_days = $22, claims_compensation = $23, allocation_order = $24,
    recognises_income = $25, interest_invoice_limit = $26, interest_invoice_comment = $27,
    accounts = $28, interest_starts_on = $29, street = $30, postcode = $31, city = $32,
    phone = $33, website = $34, einvoice_address = $35, einvoice_operator = $36,
    groups_letters = $37, attaches_letter = $38, attaches_invoice_copy = $39,
    transfer_waiting_days = $40, transfer_minimum_open = $41, transfer_needs_bank_data = $42,
    postal_days = $43, collection_agency = $44, updated_at = $45,
    version = version + 1
where id = $1
returning *
