-- Brings back proposals that were set aside.
-- Reads: nothing. Writes: dispatches by key.
update dispatches set state = 'proposed', failure_code = null
where company_id = $1 and id = any($2::uuid[]) and state = 'cancelled' and failure_code = 'set_aside'
