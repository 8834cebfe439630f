-- The drafts of one dry run by any of their names; a name leads to the row that has it last.
-- Reads: import_drafts (primary key). Writes: nothing.
-- Two index scans by arrays: as a join it is planned as a nested loop, for the table was just empty.
with meant as materialized (
    select array_agg(distinct leads_to) as names
    from import_drafts
    where company_id = $1 and import_id = $2 and name = any($3::text[])
)
select record
from import_drafts
where company_id = $1 and import_id = $2 and name = any((select names from meant)::text[])
