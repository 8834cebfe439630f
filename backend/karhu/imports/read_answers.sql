-- The answers to the lines of an import behind one line, in the order of the file.
-- Reads: import_lines (primary key). Writes: nothing.
select line, outcome, record_id as id, label, errors
from import_lines
where company_id = $1 and import_id = $2 and line > $3 and ($4::text is null or outcome = $4)
order by line
limit $5
