-- Takes back that invoices were sent: what was sent never arrived, so nobody may be reminded of it.
-- Reads: nothing. Writes: invoices (primary key).
update invoices
set sent_on = null, version = version + 1, updated_at = $2
where company_id = $1 and id = any($3::uuid[]) and sent_on is not null
