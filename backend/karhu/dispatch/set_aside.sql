-- Sets proposals aside for another act that a person chose; their decisions stay.
-- Reads: nothing. Writes: dispatches by key.
update dispatches set state = 'cancelled', failure_code = 'set_aside'
where company_id = $1 and id = any($2::uuid[]) and state = 'proposed'
