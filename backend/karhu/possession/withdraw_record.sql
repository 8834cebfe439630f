-- Marks a record as withdrawn.
-- Reads: nothing. Writes: possession_records by key.
update possession_records set withdrawn_by = $3, withdrawn_at = $4
where company_id = $1 and id = $2 and withdrawn_at is null
