-- The company's own text for a kind of paper, where it has one.
-- Reads: templates (templates_default), template_versions by key. Writes: nothing.
select t.id as template_id, t.version as template_version, v.texts
from templates t
join template_versions v
    on v.company_id = t.company_id and v.template_id = t.id and v.version = t.version
where t.company_id = $1 and t.kind = $2 and t.is_default and t.deleted_at is null
