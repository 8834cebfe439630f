-- Puts off messages that could not be prepared, so that others have their turn first.
-- Reads: nothing. Writes: dispatches.
update dispatches
set send_after = $3, failure = $4
where company_id = $1 and id = any($2::uuid[])
