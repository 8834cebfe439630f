-- The present texts of templates.
-- Reads: templates and template_versions by key. Writes: nothing.
select t.id, v.texts
from templates t
join template_versions v
    on v.company_id = t.company_id and v.template_id = t.id and v.version = t.version
where t.company_id = $1 and t.id = any($2::uuid[])
