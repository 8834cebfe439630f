-- One note, locked.
-- Reads: notes by key. Writes: nothing.
select * from notes where company_id = $1 and id = $2 for update
