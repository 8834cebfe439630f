-- Notes a reminder that was sent outside Karhu on the invoices that tell of none.
-- Reads: nothing. Writes: invoices (primary key).
update invoices i
set reminded_on = $3, version = i.version + 1, updated_at = $4
where i.company_id = $1 and i.id = any($2::uuid[]) and i.reminded_on is null
