-- The kinds of texts of letters that steps name.
-- Reads: templates by key. Writes: nothing.
select id, kind from templates where company_id = $1 and id = any($2::uuid[]) and deleted_at is null
