-- Ends uploads from which nothing has come since $2, and drops what had come.
-- Reads: nothing. Writes: imports (imports_unfinished), import_chunks.
with ended as (
    update imports
    set state = 'failed', finished_at = $1,
        remarks = remarks || 'The upload broke off before its end. Nothing was imported. Send it anew.'::text
    where state = 'receiving' and active_at < $2
    returning company_id, id
),
dropped as (
    delete from import_chunks c using ended e
    where c.company_id = e.company_id and c.import_id = e.id
)
select count(*) from ended
