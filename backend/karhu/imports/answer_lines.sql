-- Stores the answers to the lines of an import.
-- Reads: nothing. Writes: import_lines.
insert into import_lines (company_id, import_id, line, outcome, record_id, label, errors)
select $1, $2, n.line, n.outcome, n.record_id, n.label, n.errors::jsonb
from unnest($3::integer[], $4::text[], $5::uuid[], $6::text[], $7::text[])
    as n (line, outcome, record_id, label, errors)
