-- Adds a chunk's answers to the counts of its import.
-- Reads: nothing. Writes: imports (primary key).
update imports
set created_count = created_count + $4,
    updated_count = updated_count + $5,
    unchanged_count = unchanged_count + $6,
    failed_count = failed_count + $7,
    done_count = done_count + $4 + $5 + $6 + $7,
    remarks = $8,
    active_at = $3
where company_id = $1 and id = $2
