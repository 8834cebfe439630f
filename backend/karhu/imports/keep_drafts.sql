-- Keeps the drafts of one dry run, each under its id and its other names.
-- Reads: nothing. Writes: import_drafts.
insert into import_drafts as d (company_id, import_id, name, leads_to, record)
select $1, $2, n.name, n.leads_to, n.record::jsonb
from unnest($3::text[], $4::text[], $5::text[]) as n (name, leads_to, record)
on conflict (company_id, import_id, name) do update
set leads_to = excluded.leads_to, record = excluded.record
