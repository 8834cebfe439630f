-- The drafts of one dry run by any of their names; a name leads to the row that has it last.
-- Reads: import_drafts (primary key). Writes: nothing.
select d.record
from import_drafts d
where d.company_id = $1 and d.import_id = $2 and d.name in (
    select n.leads_to from import_drafts n
    where n.company_id = $1 and n.import_id = $2 and n.name = any($3::text[])
)
