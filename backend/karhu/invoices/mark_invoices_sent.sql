-- Notes that invoices were sent on a day; one that was sent before keeps its day.
-- Reads: nothing. Writes: invoices (primary key).
update invoices
set sent_on = $4, version = version + 1, updated_at = $2
where company_id = $1 and id = any($3::uuid[]) and sent_on is null
