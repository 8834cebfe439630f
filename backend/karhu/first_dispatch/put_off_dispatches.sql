-- Puts off invoices that could not be prepared, so that others have their turn first.
-- Reads: nothing. Writes: first_dispatches.
update first_dispatches
set send_after = $3, detail = $4
where company_id = $1 and id = any($2::uuid[])
